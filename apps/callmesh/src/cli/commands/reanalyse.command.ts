import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface Batch {
  readonly id: string;
  readonly scope: Readonly<Record<string, unknown>>;
  readonly engine: string | null;
  readonly askedAt: string;
  readonly state: 'running' | 'done';
  readonly calls: { readonly total: number; readonly waiting: number; readonly changed: number; readonly unchanged: number; readonly failed: number };
  readonly failures?: readonly { readonly conversationId: string; readonly code: string }[];
}

interface BeginOptions {
  readonly conversation?: string;
  readonly all?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly engine?: string;
  readonly wait?: boolean;
}

const LOOK_EVERY_MS = 1_000;

/** `callmesh reanalyse` and `callmesh reanalyses ls|show` */
export function reanalyseCommand(program: Command): void {
  program
    .command('reanalyse')
    .description('analyse calls again in the background, by the rules and engines as they are now; what changed is confirmed, withdrawn or new')
    .option('--conversation <id>', 'one call')
    .option('--from <date>', 'calls that began then or later (ISO 8601; a day alone is its beginning in UTC)')
    .option('--to <date>', 'calls that began before')
    .option('--all', 'every call')
    .option('--engine <name>', 'local-rules: without the language model; llm: with it')
    .option('--wait', 'answer when it is done')
    .action(
      act<[], BeginOptions>(async ({ operator, output }, { wait = false, engine, ...chosen }) => {
        const api = await operator();
        let batch = await api.call<Batch>('/analyses', { method: 'POST', body: { ...scopeOf(chosen), ...(engine !== undefined && { engine }) } });
        while (wait && batch.state === 'running') {
          await sleep(LOOK_EVERY_MS);
          batch = await api.call<Batch>(`/analyses/${batch.id}`);
          output.remark(progressOf(batch));
        }
        output.answer(batch, (one) => (one.state === 'done' ? told(one) : [`${one.id} has begun: \`callmesh reanalyses show ${one.id}\` shows how far it is`]));
      }),
    );

  const batches = program.command('reanalyses').description('calls that are analysed again');
  batches
    .command('ls')
    .description('list them, newest first')
    .action(
      act<[], object>(async ({ operator, output }) => {
        const listed = await (await operator()).call<Batch[]>('/analyses');
        output.answer(listed, (all) => (all.length === 0 ? 'nothing was analysed again' : table(['ID', 'CALLS', 'ENGINE', 'STATE', 'PROGRESS', 'SINCE'], all.map((one) => [one.id, scopeText(one), one.engine, one.state, progressOf(one), one.askedAt]))));
      }),
    );
  batches
    .command('show <id>')
    .description('how far one is, and which calls failed')
    .action(
      act<[string], object>(async ({ operator, output }, _options, id) => {
        output.answer(await (await operator()).call<Batch>(`/analyses/${encodeURIComponent(id)}`), told);
      }),
    );
}

function scopeOf({ conversation, all, from, to }: Omit<BeginOptions, 'engine' | 'wait'>): object {
  const chosen = [conversation !== undefined, all === true, from !== undefined || to !== undefined].filter(Boolean);
  if (chosen.length !== 1) throw new CliError('ARGUMENT.SCOPE', 'say which calls: --conversation, --from and --to, or --all', 'one of the three', EXIT.usage);
  if (conversation !== undefined) return { conversationId: conversation };
  return all === true ? { all } : { filter: { ...(from !== undefined && { from: momentOf(from) }), ...(to !== undefined && { to: momentOf(to) }) } };
}

const momentOf = (given: string): string => (/^\d{4}-\d\d-\d\d$/.test(given) ? `${given}T00:00:00Z` : given);
const scopeText = ({ scope }: Batch): string => ('all' in scope ? 'all' : 'conversationId' in scope ? String(scope.conversationId) : Object.entries((scope.filter ?? {}) as object).map(([name, value]) => `${name} ${String(value)}`).join(', '));
const progressOf = ({ calls: { total, waiting, changed, unchanged, failed } }: Batch): string => `${total - waiting} of ${total}: ${changed} changed, ${unchanged} unchanged, ${failed} failed`;
const told = (batch: Batch): string[] => [`${batch.id} is ${batch.state}: ${progressOf(batch)}`, ...(batch.failures ?? []).map(({ conversationId, code }) => `failed: ${conversationId} [${code}]`)];
