import type { Command } from 'commander';
import { act } from '../command-context.js';

interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface Fact {
  readonly id: string;
  readonly type: string;
  readonly confidence: number;
  readonly since: number;
  readonly evidence: readonly { readonly quote: string }[];
}

interface Analysis {
  readonly analysisVersion: number;
  readonly transcriptVersion: number;
  readonly engine: string;
  readonly summary: string | null;
  readonly facts: readonly Fact[];
  readonly withdrawn: readonly (Fact & { readonly withdrawnBy: number; readonly reason: string })[];
}

interface Diff {
  readonly from: number;
  readonly to: number;
  readonly transcripts: { readonly from: number; readonly to: number };
  readonly facts: readonly { readonly outcome: 'confirmed' | 'new' | 'withdrawn'; readonly type: string; readonly reason: string | null; readonly quote: string | null; readonly changes: readonly Change[] }[];
  readonly changes: readonly Change[];
}

const route = (conversation: string, what = ''): string => `/conversations/${encodeURIComponent(conversation)}/analysis${what}`;
const SIGNS = { confirmed: '=', new: '+', withdrawn: '-' } as const;

/** `callmesh analysis show|diff` */
export function analysisCommand(program: Command): void {
  const analysis = program.command('analysis').description('what was understood of a call, and what a later analysis changed');

  analysis
    .command('show <conversation>')
    .description('the newest version, and what was withdrawn')
    .action(
      act<[string], object>(async ({ api, output }, _options, conversation) => {
        output.answer(await (await api()).call<Analysis>(route(conversation)), shown);
      }),
    );

  analysis
    .command('diff <conversation> [v1] [v2]')
    .description('facts confirmed (=), new (+) and withdrawn (-), and fields that changed; by default the newest version and the one before it')
    .action(
      act<[string, string | undefined, string | undefined], object>(async ({ api, output }, _options, conversation, v1, v2) => {
        output.answer(await (await api()).call<Diff>(route(conversation, '/diff'), { query: { from: v1, to: v2 } }), diffLines);
      }),
    );
}

function shown({ analysisVersion, transcriptVersion, engine, summary, facts, withdrawn }: Analysis): string[] {
  const words = ({ evidence }: Fact): string => (evidence[0] ? ` “${evidence[0].quote}”` : '');
  return [
    `version ${analysisVersion}, of transcript version ${transcriptVersion}, by ${engine}`,
    ...(summary === null ? [] : [summary]),
    ...facts.map((fact) => `  ${fact.type} (${fact.confidence.toFixed(2)}, since version ${fact.since})${words(fact)}`),
    ...withdrawn.map((fact) => `- ${fact.type}, withdrawn by version ${fact.withdrawnBy}: ${fact.reason}${words(fact)}`),
  ];
}

function diffLines({ from, to, transcripts, facts, changes }: Diff): string[] {
  const change = ({ field, before, after }: Change): string => `    ${field}: ${asText(before)} → ${asText(after)}`;
  return [
    `version ${from} (transcript ${transcripts.from}) → ${to} (transcript ${transcripts.to})`,
    ...facts.flatMap((fact) => [`${SIGNS[fact.outcome]} ${fact.type}${fact.reason === null ? '' : `: ${fact.reason}`}${fact.quote === null ? '' : ` “${fact.quote}”`}`, ...fact.changes.map(change)]),
    ...(changes.length > 0 ? ['of the call as a whole', ...changes.map(change)] : []),
  ];
}

const LONGEST = 100;
function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
