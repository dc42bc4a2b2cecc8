import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface Parked {
  readonly id: string;
  readonly group: string;
  readonly topic: string;
  readonly key: string;
  readonly type: string;
  readonly state: string;
  readonly code: string;
  readonly message: string;
  readonly parkedAt: string;
  readonly cursor: string;
}

interface Stop {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

interface Filter {
  readonly service?: string;
  readonly topic?: string;
  readonly key?: string;
  readonly code?: string;
}

interface Listing extends Filter {
  readonly state?: string;
  readonly after?: string;
  readonly limit?: string;
}

const route = (...parts: string[]): string => `/parked/${parts.map(encodeURIComponent).join('/')}`;
const filters = (command: Command): Command =>
  command.option('--service <name>', 'only of this service').option('--topic <topic>', 'only of this topic').option('--key <key>', 'only of this conversation').option('--code <code>', 'only with this reason');

/** `callmesh parked ls|show|redrive|drop` */
export function parkedCommand(program: Command): void {
  const parked = program.command('parked').description('messages that could not be processed, and those queued behind them');

  filters(parked.command('ls').description('list what is parked, oldest first'))
    .option('--state <state>', 'failed, waiting or dropped; default: failed and waiting')
    .option('--after <cursor>', 'go on after this message: the cursor that the page before ended with')
    .option('--limit <n>', 'messages at most', '100')
    .action(
      act<[], Listing>(async ({ operator, output }, { service, topic, key, code, state, after, limit = '100' }) => {
        const listed = await (await operator()).call<Parked[]>('/parked', { query: { service, topic, key, code, state, after, limit } });
        output.answer(listed, (all) => (all.length === 0 ? 'nothing is parked' : lines(all, Number(limit))));
      }),
    );

  parked
    .command('show <service> <id>')
    .description('show one parked message: envelope, content or why it cannot be read, bytes, reason')
    .action(
      act<[string, string], object>(async ({ operator, output }, _options, service, id) => {
        const shown = await (await operator()).call<Parked>(route(service, id));
        output.answer(shown, (message) => JSON.stringify(message, null, 2));
      }),
    );

  parked
    .command('redrive <service> [id]')
    .description('process a parked message again, and in order what waits behind it; without an id those of a key, a code, a topic, or all of the service')
    .option('--topic <topic>', 'all of this topic')
    .option('--key <key>', 'of this conversation')
    .option('--code <code>', 'all that failed with this reason')
    .option('--all', 'all of the service')
    .action(
      act<[string, string | undefined], Filter & { all?: boolean }>(async ({ operator, output }, { topic, key, code, all = false }, service, id) => {
        const api = await operator();
        if (id !== undefined) {
          const done = await api.call<{ drained: number; stoppedAt: Stop | null }>(route(service, id, 'redrive'), { method: 'POST' });
          output.answer(done, ({ drained, stoppedAt }) => (stoppedAt ? `${drained} processed, then ${failedAgain(stoppedAt)}` : `${drained} processed; the key is free`));
          if (done.stoppedAt) process.exitCode = EXIT.failed;
          return;
        }
        if (!all && !topic && !key && !code) throw new CliError('ARGUMENTS.MISSING', 'which messages?', 'name an id, --key, --code, --topic, or --all', EXIT.usage);
        const done = await api.call<{ keys: number; drained: number; freed: number; stopped: (Stop & { key: string })[] }>(route(service, 'redrive'), { method: 'POST', body: { topic, key, code } });
        output.answer(done, ({ keys, drained, freed, stopped }) => [`${drained} messages processed; ${freed} of ${keys} keys flow again`, ...stopped.map((stop) => `${stop.key}: ${failedAgain(stop)}`)]);
        if (done.stopped.length > 0) process.exitCode = EXIT.failed;
      }),
    );

  parked
    .command('drop <service> <id>')
    .description('give a message up for good; what waits behind it may then be re-driven')
    .requiredOption('--reason <text>', 'why; kept beside it')
    .action(
      act<[string, string], { reason: string }>(async ({ operator, output }, { reason }, service, id) => {
        await (await operator()).call(route(service, id), { method: 'DELETE', query: { reason } });
        output.answer({ dropped: id }, () => `message ${id} is dropped`);
      }),
    );
}

function lines(all: readonly Parked[], limit: number): string[] {
  const rows = all.map((p) => [p.group, p.id, p.topic, p.type, p.key, p.state, `${p.code} ${p.message}`, p.parkedAt]);
  const shown = [table(['SERVICE', 'ID', 'TOPIC', 'TYPE', 'CONVERSATION', 'STATE', 'REASON', 'SINCE'], rows)].flat();
  return all.length < limit ? shown : [...shown, `there may be more: --after ${all.at(-1)?.cursor}`];
}

const failedAgain = ({ id, message, code }: Stop): string => `message ${id} failed again: ${message} [${code}]`;
