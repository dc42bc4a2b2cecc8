import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface Batch {
  readonly id: string;
  readonly scope: Readonly<Record<string, unknown>>;
  readonly mode: string;
  readonly reason: string;
  readonly askedAt: string;
  readonly state: 'running' | 'done';
  readonly calls: { readonly total: number; readonly waiting: number; readonly made: number; readonly unchanged: number; readonly failed: number };
  readonly failures?: readonly { readonly conversationId: string; readonly code: string }[];
}

interface BeginOptions {
  readonly conversation?: string;
  readonly all?: boolean;
  readonly filter?: boolean;
  readonly from?: string;
  readonly until?: string;
  readonly platform?: string;
  readonly agent?: string;
  readonly language?: string;
  readonly cleanUp?: boolean;
  readonly betterEngine?: boolean;
  readonly wait?: boolean;
}

const LOOK_EVERY_MS = 1_000;

/** `callmesh retranscribe` and `callmesh retranscriptions ls|show` */
export function retranscribeCommand(program: Command): void {
  program
    .command('retranscribe')
    .description('transcribe calls again in the background: new versions, the old ones stay readable')
    .option('--conversation <id>', 'one call')
    .option('--all', 'every call')
    .option('--filter', 'the calls that the options below describe')
    .option('--from <time>', 'calls that began then or later (ISO 8601)')
    .option('--until <time>', 'calls that began before')
    .option('--platform <name>', 'calls of this platform')
    .option('--agent <id>', 'calls of this agent')
    .option('--language <tag>', 'calls in this language')
    .option('--clean-up', 'do not listen again: check the newest transcript again, and mend it')
    .option('--better-engine', 'give a better speech engine as the reason')
    .option('--wait', 'answer when it is done')
    .action(
      act<[], BeginOptions>(async ({ operator, output }, { cleanUp = false, betterEngine = false, wait = false, ...chosen }) => {
        const api = await operator();
        const body = { ...scopeOf(chosen), mode: cleanUp ? 'clean-up' : 'audio', reason: betterEngine ? 'better-engine' : 'requested' };
        let batch = await api.call<Batch>('/retranscriptions', { method: 'POST', body });
        for (let said = ''; wait && batch.state === 'running'; ) {
          await sleep(LOOK_EVERY_MS);
          batch = await api.call<Batch>(`/retranscriptions/${batch.id}`);
          if (progressOf(batch) !== said) output.remark(progressOf(batch));
          said = progressOf(batch);
        }
        output.answer(batch, (one) => (one.state === 'done' ? told(one) : [`${one.id} has begun: \`callmesh retranscriptions show ${one.id}\` shows how far it is`]));
      }),
    );

  const batches = program.command('retranscriptions').description('calls that are transcribed again');
  batches
    .command('ls')
    .description('list them, newest first')
    .action(
      act<[], object>(async ({ operator, output }) => {
        const listed = await (await operator()).call<Batch[]>('/retranscriptions');
        output.answer(listed, (all) => (all.length === 0 ? 'nothing was transcribed again' : table(['ID', 'CALLS', 'HOW', 'WHY', 'STATE', 'PROGRESS', 'SINCE'], all.map((one) => [one.id, scopeText(one), one.mode, one.reason, one.state, progressOf(one), one.askedAt]))));
      }),
    );
  batches
    .command('show <id>')
    .description('how far one is, and which calls failed')
    .action(
      act<[string], object>(async ({ operator, output }, _options, id) => {
        output.answer(await (await operator()).call<Batch>(`/retranscriptions/${encodeURIComponent(id)}`), told);
      }),
    );
}

function scopeOf({ conversation, all, filter, from, until, platform, agent, language }: Omit<BeginOptions, 'cleanUp' | 'betterEngine' | 'wait'>): object {
  const described = Object.fromEntries(Object.entries({ from, until, platform, agentId: agent, language }).filter(([, value]) => value !== undefined));
  const chosen = [conversation !== undefined, all === true, filter === true || Object.keys(described).length > 0].filter(Boolean);
  if (chosen.length !== 1) throw new CliError('ARGUMENT.SCOPE', 'say which calls: one of --conversation, --all and --filter', '--filter takes --from, --until, --platform, --agent and --language', EXIT.usage);
  if (conversation !== undefined) return { conversationId: conversation };
  return all === true ? { all } : { filter: described };
}

const scopeText = ({ scope }: Batch): string => ('all' in scope ? 'all' : 'conversationId' in scope ? String(scope.conversationId) : Object.entries((scope.filter ?? {}) as object).map(([name, value]) => `${name} ${String(value)}`).join(', '));
const progressOf = ({ calls: { total, waiting, made, unchanged, failed } }: Batch): string => `${total - waiting} of ${total}: ${made} made, ${unchanged} unchanged, ${failed} failed`;
const told = (batch: Batch): string[] => [`${batch.id} is ${batch.state}: ${progressOf(batch)}`, ...(batch.failures ?? []).map(({ conversationId, code }) => `failed: ${conversationId} [${code}]`)];
