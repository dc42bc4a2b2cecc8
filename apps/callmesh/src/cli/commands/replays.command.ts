import type { Command } from 'commander';
import { act } from '../command-context.js';
import { followReplay, type Replay } from '../follow-replay.js';
import { table } from '../output.js';

interface BeginOptions {
  readonly fromTime?: string;
  readonly fromPosition?: string;
  readonly effects?: boolean;
  readonly wait: boolean;
}

const route = (...parts: string[]): string => `/replays/${parts.map(encodeURIComponent).join('/')}`;

/** `callmesh replay <service>` and `callmesh replays ls|cancel` */
export function replaysCommand(program: Command): void {
  program
    .command('replay <service>')
    .description('have a service hear its events again; without --effects as a rehearsal: no call outside, nothing kept')
    .option('--from-time <time>', 'only what happened from this time on (ISO 8601)')
    .option('--from-position <places>', 'from this message on: <topic>/<partition>/<position>, several separated by commas')
    .option('--effects', 'for real: what was not done then is done now, what was done is recognised')
    .option('--no-wait', 'answer as soon as it has begun')
    .action(
      act<[string], BeginOptions>(async ({ operator, output }, { fromTime, fromPosition, effects = false, wait }, service) => {
        const api = await operator();
        const begun = await api.call<Replay>(route(service), { method: 'POST', body: { fromTime, fromPosition, effects } });
        const replay = wait ? await followReplay(api, service, begun.id, (text) => output.remark(text)) : begun;
        output.answer(replay, (one) => (one.phase === 'done' ? told(one) : `${one.id} has begun: \`callmesh replays ls\` shows how far it is`));
      }),
    );

  const replays = program.command('replays').description('events that are heard again');
  replays
    .command('ls')
    .description('list replays, newest first')
    .option('--service <name>', 'only of this service')
    .action(
      act<[], { service?: string }>(async ({ operator, output }, { service }) => {
        const listed = await (await operator()).call<Replay[]>('/replays', { query: { service } });
        output.answer(listed, (all) =>
          all.length === 0 ? 'there are no replays' : table(['SERVICE', 'ID', 'KIND', 'COPY', 'PHASE', 'WAITS FOR', 'HEARD', 'SINCE'], all.map((one) => [one.service, one.id, one.kind, one.copy, one.phase, one.waitsFor.join(', '), one.heard, one.createdAt])),
        );
      }),
    );
  replays
    .command('cancel <service> <id>')
    .description('break a replay off; its copy is dropped')
    .action(
      act<[string, string], object>(async ({ operator, output }, _options, service, id) => {
        await (await operator()).call(route(service, id), { method: 'DELETE' });
        output.answer({ cancelled: id }, () => `${id} is broken off`);
      }),
    );
}

function told({ kind, heard, outcome }: Replay): string[] {
  const did = kind === 'effects' ? '' : 'would have ';
  const counts = (of: Readonly<Record<string, number>>): string => Object.entries(of).map(([name, n]) => `${n} × ${name}`).join(', ') || 'nothing';
  return [
    `${heard} messages heard`,
    `${did}appended: ${counts(outcome?.appends ?? {})}`,
    `${did}recorded jobs: ${counts(outcome?.jobs ?? {})}`,
    ...(outcome?.failures ?? []).map(({ eventId, code, message }) => `failed: ${eventId} ${message} [${code}]`),
  ];
}
