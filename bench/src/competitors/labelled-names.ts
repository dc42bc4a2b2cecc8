import { competitorFitting } from '@callmesh/extraction';
import type { Transcript } from '@callmesh/contracts';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { asTranscript } from '../extraction/as-transcript.js';
import type { Dialogue } from '../extraction/dialogue.js';
import { authorOf } from '../phrases/examples.js';
import type { LearnedFrom } from '../phrases/train.js';

/** A call, or one utterance of one, in which it is known of every name whether it is a competitor's. */
export interface NamedCall {
  readonly id: string;
  /** What a model must not know that is tried on it: the author's calls, or a fifth of the single utterances. */
  readonly group: string;
  readonly transcript: Transcript;
  /** Names of competitors, as {@link sameName} compares them, and where they were labelled. */
  readonly competitors: readonly string[];
  /** Of each thing in the form of a name what it is; null where that is not to be learned from. */
  readonly names: readonly LearnedFrom[];
}

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus/utterances');
const FOLDS = 5;
const KIND = 'competitor.mentioned';

const lineSchema = z.object({ s: z.enum(['A', 'C']), prev: z.string(), t: z.string(), own: z.string(), names: z.array(z.strictObject({ n: z.string(), c: z.boolean() })) });

/** A name by its letters: "North Wind's" is "northwind". */
export const sameName = (name: string): string => name.toLowerCase().replace(/['’]s?$/, '').replace(/^the /, '').replace(/[^\p{L}\p{N}]/gu, '');

/** The utterances of `names-….jsonl`, each behind a greeting that says who is called. */
export async function readNamedLines(): Promise<NamedCall[]> {
  const files = (await readdir(folder)).filter((file) => /^names-.*\.jsonl$/.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return texts.flatMap((text, of) => text.split('\n').filter((line) => line.trim() !== '').map((line, at) => lineOf(`${files[of] ?? ''}:${at + 1}`, at, JSON.parse(line))));
}

function lineOf(id: string, at: number, source: unknown): NamedCall {
  const { s, prev, t, own, names } = lineSchema.parse(source);
  const turns = [`A: Thank you for calling ${own}, how can I help?`, ...(prev === '' ? [] : [prev]), `${s}: ${t}`];
  const transcript = asTranscript({ id, lines: turns.map((turn) => ({ speaker: turn.startsWith('A') ? 'agent' : 'customer', text: turn.slice(3) })) } as unknown as Dialogue);
  const competitors = names.filter(({ c }) => c).map(({ n }) => sameName(n));
  const others = names.filter(({ c }) => !c).map(({ n }) => sameName(n));
  const last = transcript.utterances.at(-1)?.id;
  const seen = competitorFitting.namesIn(transcript).filter(({ utteranceId }) => utteranceId === last);
  return { id, group: `utterances ${at % FOLDS}`, transcript, competitors, names: seen.map(({ name, features }) => ({ features, says: [labelOf(sameName(name), competitors, others)] })) };
}

/** A part of a name, or more than it, is not to be learned from. */
function labelOf(name: string, competitors: readonly string[], others: readonly string[]): 0 | 1 | null {
  if (competitors.includes(name)) return 1;
  if (others.includes(name)) return 0;
  return competitors.some((own) => own.includes(name) || name.includes(own)) ? null : 0;
}

/** A labelled dialogue: every name on it that is not labelled as a competitor's is none. */
export function namedDialogue(dialogue: Dialogue): NamedCall {
  const transcript = asTranscript(dialogue);
  const labels = dialogue.labels.filter(({ kind }) => kind === KIND);
  const competitors = labels.map(({ fields }) => sameName(String(fields.competitor)));
  const names = competitorFitting.namesIn(transcript).map(({ name, utteranceId, features }): LearnedFrom => {
    const label = labelOf(sameName(name), competitors, []);
    const isThere = labels.some(({ lines, fields }) => sameName(String(fields.competitor)) === sameName(name) && lines.some((line) => utteranceId === `u${line}`));
    return { features, says: [label === 1 && !isThere ? null : label] };
  });
  return { id: dialogue.id, group: authorOf(dialogue), transcript, competitors, names };
}
