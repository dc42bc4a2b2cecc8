import type { Command } from 'commander';
import type { ApiClient } from '../api-client.js';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import { table } from '../output.js';
import { followReplay, type Replay } from '../follow-replay.js';

interface Rebuilt {
  readonly projection: string;
  readonly events: number | null;
  readonly replay: string | null;
}

interface TableComparison {
  readonly table: string;
  readonly rows: { readonly live: number; readonly copy: number };
  readonly digest: { readonly live: string; readonly copy: string };
  readonly onlyLive: number;
  readonly onlyCopy: number;
}

interface RebuildOptions {
  readonly service?: string;
  readonly name?: string;
  readonly fromTime?: string;
  readonly fromPosition?: string;
  readonly shadow?: string;
  readonly wait: boolean;
}

const copyRoute = (service: string, copy: string): string => `/projections/${encodeURIComponent(service)}/copies/${encodeURIComponent(copy)}`;

/** `callmesh projections ls|rebuild|compare|promote|drop` */
export function projectionsCommand(program: Command): void {
  const projections = program.command('projections').description('read models');

  projections
    .command('ls')
    .description('list the read models that can be built again')
    .action(
      act<[], object>(async ({ operator, output }) => {
        const listed = await (await operator()).call<{ service: string; name: string; feed: string; tables: string[] }[]>('/projections');
        output.answer(listed, (all) => table(['SERVICE', 'NAME', 'FED BY', 'TABLES'], all.map(({ service, name, feed, tables }) => [service, name, feed, tables.join(', ')])));
      }),
    );

  projections
    .command('rebuild [service]')
    .description('build read models again from their events: from zero and in place of the live ones, or as the options say')
    .option('--service <service>', 'the same as the argument')
    .option('--name <projection>', 'only this one')
    .option('--from-time <time>', 'apply what happened from this time on once more (ISO 8601)')
    .option('--from-position <places>', 'from this message on: <topic>/<partition>/<position>, several separated by commas')
    .option('--shadow <name>', 'fill a copy of this name beside the live tables: then compare, promote or drop it')
    .option('--no-wait', 'answer as soon as it has begun')
    .action(
      act<[string | undefined], RebuildOptions>(async ({ operator, output }, options, given) => {
        const { name, fromTime, fromPosition, shadow, wait } = options;
        const service = given ?? options.service;
        if (service === undefined) throw new CliError('ARGUMENTS.MISSING', 'which service?', '`callmesh projections ls` lists them', EXIT.usage);
        const api = await operator();
        const begun = await api.call<Rebuilt[]>(`/projections/${encodeURIComponent(service)}/rebuild`, { method: 'POST', query: { name, fromTime, fromPosition, shadow } });
        const rebuilt = wait ? await Promise.all(begun.map((one) => finished(api, service, one, (text) => output.remark(text)))) : begun;
        output.answer(rebuilt, (all) => all.map(({ projection, events }) => `${projection}: ${events === null ? 'begun; `callmesh replays ls` shows how far it is' : `${events} events`}`));
      }),
    );

  projections
    .command('compare <service> <shadow>')
    .description('compare a copy with the live read model; exit code 1 when they differ')
    .requiredOption('--name <projection>', 'of this read model')
    .action(
      act<[string, string], { name: string }>(async ({ operator, output }, { name }, service, shadow) => {
        const compared = await (await operator()).call<TableComparison[]>(copyRoute(service, shadow), { query: { name } });
        output.answer(compared, (all) => table(['TABLE', 'LIVE', 'COPY', 'ONLY LIVE', 'ONLY COPY', 'SAME'], all.map((one) => [one.table, one.rows.live, one.rows.copy, one.onlyLive, one.onlyCopy, isSame(one) ? 'yes' : 'no'])));
        if (!compared.every(isSame)) process.exitCode = EXIT.failed;
      }),
    );

  projections
    .command('promote <service> <shadow>')
    .description('put a copy in the place of the live read model')
    .requiredOption('--name <projection>', 'of this read model')
    .action(
      act<[string, string], { name: string }>(async ({ operator, output }, { name }, service, shadow) => {
        await (await operator()).call(`${copyRoute(service, shadow)}/promote`, { method: 'POST', query: { name } });
        output.answer({ promoted: shadow }, () => `${shadow} is the live read model now`);
      }),
    );

  projections
    .command('drop <service> <shadow>')
    .description('drop a copy')
    .requiredOption('--name <projection>', 'of this read model')
    .action(
      act<[string, string], { name: string }>(async ({ operator, output }, { name }, service, shadow) => {
        await (await operator()).call(copyRoute(service, shadow), { method: 'DELETE', query: { name } });
        output.answer({ dropped: shadow }, () => `${shadow} is dropped`);
      }),
    );
}

const isSame = ({ digest }: TableComparison): boolean => digest.live === digest.copy;

async function finished(api: ApiClient, service: string, one: Rebuilt, tell: (text: string) => void): Promise<Rebuilt> {
  if (one.replay === null) return one;
  const { heard }: Replay = await followReplay(api, service, one.replay, tell);
  return { ...one, events: heard };
}
