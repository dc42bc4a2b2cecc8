import type { Command } from 'commander';
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
  readonly attempts: number;
  readonly parkedAt: string;
}

interface Redriven {
  readonly drained: number;
  readonly stoppedAt: { readonly id: string; readonly code: string; readonly message: string } | null;
}

/** `callmesh parked ls|show|redrive|drop` */
export function parkedCommand(program: Command): void {
  const parked = program.command('parked').description('messages that could not be processed, and those queued behind them');

  parked
    .command('ls')
    .description('list what is parked')
    .option('--service <name>', 'only of this service')
    .action(
      act<[], { service?: string }>(async ({ operator, output }, { service }) => {
        const listed = await (await operator()).call<Parked[]>('/parked', { query: { service } });
        output.answer(listed, (all) =>
          all.length === 0 ? 'nothing is parked' : table(['SERVICE', 'ID', 'TYPE', 'CONVERSATION', 'STATE', 'REASON', 'SINCE'], all.map((p) => [p.group, p.id, p.type, p.key, p.state, `${p.code} ${p.message}`, p.parkedAt])),
        );
      }),
    );

  parked
    .command('show <service> <id>')
    .description('show one parked message: envelope, content, reason')
    .action(
      act<[string, string], object>(async ({ operator, output }, _options, service, id) => {
        const shown = await (await operator()).call<Parked>(`/parked/${encodeURIComponent(service)}/${encodeURIComponent(id)}`);
        output.answer(shown, (message) => JSON.stringify(message, null, 2));
      }),
    );

  parked
    .command('redrive <service> <id>')
    .description('process a parked message again, and in order what waits behind it')
    .action(
      act<[string, string], object>(async ({ operator, output }, _options, service, id) => {
        const done = await (await operator()).call<Redriven>(`/parked/${encodeURIComponent(service)}/${encodeURIComponent(id)}/redrive`, { method: 'POST' });
        output.answer(done, ({ drained, stoppedAt }) => (stoppedAt ? `${drained} processed, then message ${stoppedAt.id} failed again: ${stoppedAt.message} [${stoppedAt.code}]` : `${drained} processed; the key is free`));
        if (done.stoppedAt) process.exitCode = 1;
      }),
    );

  parked
    .command('drop <service> <id>')
    .description('give a message up for good; what waits behind it may then be re-driven')
    .requiredOption('--reason <text>', 'why; kept beside it')
    .action(
      act<[string, string], { reason: string }>(async ({ operator, output }, { reason }, service, id) => {
        await (await operator()).call(`/parked/${encodeURIComponent(service)}/${encodeURIComponent(id)}`, { method: 'DELETE', query: { reason } });
        output.answer({ dropped: id }, () => `message ${id} is dropped`);
      }),
    );
}
