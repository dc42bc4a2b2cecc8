import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface Shown {
  readonly artifact: string;
  readonly what: string;
  readonly days: number | null;
  readonly isDefault: boolean;
  readonly runs: readonly { readonly ranAt: string; readonly removed: number; readonly held: number; readonly removedEver: number }[];
}

interface Outcome {
  readonly artifact: string;
  readonly removed: number;
  readonly held: number;
}

const periodOf = ({ days, isDefault }: Shown): string => `${days === null ? 'for good' : `${days} d`}${isDefault ? ' (default)' : ''}`;
const sum = (shown: Shown, field: 'removedEver' | 'held'): number => shown.runs.reduce((total, run) => total + run[field], 0);
const last = ({ runs }: Shown): string | null => runs.map(({ ranAt }) => ranAt).sort().at(-1) ?? null;
const listed = (all: readonly Shown[]): string => table(['ARTIFACT', 'KEPT', 'REMOVED', 'ON HOLD', 'LAST', 'WHAT'], all.map((one) => [one.artifact, periodOf(one), sum(one, 'removedEver'), sum(one, 'held'), last(one), one.what]));

/** `callmesh retention show|set|run` */
export function retentionCommand(program: Command): void {
  const retention = program.command('retention').description('how long what is kept');

  retention
    .command('show')
    .alias('ls')
    .description('show each artifact’s period, and what retention did')
    .action(
      act<[], object>(async ({ api, output }) => {
        output.answer(await (await api()).call<Shown[]>('/retention'), listed);
      }),
    );

  retention
    .command('set <artifact> <days>')
    .description('change a period: a number of days (fractions allowed), or `forever`')
    .action(
      act<[string, string], object>(async ({ api, output }, _options, artifact, given) => {
        const days = given === 'forever' ? null : Number(given);
        if (Number.isNaN(days)) throw new CliError('ARGUMENT.INVALID', `${given} is no number of days`, 'give one like 30, or `forever`', EXIT.usage);
        output.answer(await (await api()).call<Shown[]>(`/retention/${encodeURIComponent(artifact)}`, { method: 'PUT', body: { days } }), listed);
      }),
    );

  retention
    .command('run')
    .description('remove now what is overdue in the tenant of your key; every service does so by itself (CALLMESH_RETENTION_HOURS)')
    .option('--dry-run', 'only count')
    .option('--service <name>', 'only what this service keeps; default: all of them')
    .action(
      act<[], { dryRun?: boolean; service?: string }>(async ({ operator, output }, { dryRun = false, service }) => {
        const { serviceNames } = await import('@callmesh/contracts');
        const client = await operator();
        const done: (Outcome & { service: string })[] = [];
        for (const name of service === undefined ? serviceNames : [service]) {
          const outcomes = await client.call<Outcome[]>(`/retention/${encodeURIComponent(name)}/run`, { method: 'POST', query: { dryRun: String(dryRun) } });
          done.push(...outcomes.map((outcome) => ({ service: name, ...outcome })));
        }
        output.answer(done, (all) => (all.length === 0 ? '✓ nothing is overdue' : table(['SERVICE', 'ARTIFACT', dryRun ? 'WOULD GO' : 'REMOVED', 'ON HOLD'], all.map((one) => [one.service, one.artifact, one.removed, one.held]))));
      }),
    );
}
