import { phraseFitting } from '@callmesh/extraction';
import type { Transcript, Utterance } from '@callmesh/contracts';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { asTranscript } from '../extraction/as-transcript.js';
import type { Dialogue } from '../extraction/dialogue.js';
import type { Kind } from '../extraction/kinds.js';
import { HEARD_LINES, type Heard } from './heard.js';

/** An utterance, what it says, and who wrote it. */
export interface Example {
  readonly features: phraseFitting.Features;
  /** For each label: 1 says it, 0 does not, null is not to be learned from. */
  readonly says: readonly (0 | 1 | null)[];
  readonly author: string;
  /** The same as another example, as it was heard: it adds no word sequences to what is known. */
  readonly isCopy: boolean;
}

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus/utterances');
const { PHRASE_LABELS } = phraseFitting;

const lineSchema = z.strictObject({ s: z.enum(['A', 'C']), prev: z.string().regex(/^(?:$|[AC]: )/), t: z.string().min(1), k: z.array(z.enum(PHRASE_LABELS)), of: z.array(z.enum(PHRASE_LABELS)).optional(), from: z.string().optional() });

const LABEL_OF: Readonly<Partial<Record<Kind, (typeof PHRASE_LABELS)[number]>>> = {
  'order.cancellation-requested': 'cancel',
  'refund.requested': 'refund',
  'customer.complaint-logged': 'complaint',
  'customer.dispute-raised': 'dispute',
  'callback.requested': 'callback',
  'escalation.risk-raised': 'escalation',
  'customer.issue-identified': 'issue',
  'agent.commitment-made': 'commitment',
};
const AGENTS = new Set<string>(['callback', 'commitment']);
const ofSpeaker = (label: string, speaker: string): boolean => (speaker === 'agent' ? AGENTS.has(label) : label !== 'commitment');

/** The author of a dialogue, by its id: `t-b-homes-01` is by b, `h-f2-03` by f2, and what names none by the author of its half. */
export const authorOf = ({ id }: Dialogue): string => /^[a-z]-(b|[a-z]\d+)-/.exec(id)?.[1] ?? id.slice(0, 1);

/**
 * Reads the labelled utterances of `bench/corpus/utterances`, a file for each author; as they were written and, of some, as they were heard.
 * @throws Error with file and line of what is wrong.
 */
export async function readUtterances(): Promise<Example[]> {
  const files = (await readdir(folder)).filter((file) => /^author-.*\.jsonl$/.test(file) || file === path.basename(HEARD_LINES)).sort();
  const read = await Promise.all(files.map(async (file) => ({ file, text: await readFile(path.join(folder, file), 'utf8') })));
  return read.flatMap(({ file, text }) => utterancesOf(file, text));
}

/** The examples of one file's text. */
export function utterancesOf(file: string, text: string): Example[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    let source: unknown;
    try {
      source = JSON.parse(line);
    } catch (error) {
      throw new Error(`${file}, line ${at + 1}: no JSON: ${(error as Error).message}`, { cause: error });
    }
    const parsed = lineSchema.safeParse(source);
    if (!parsed.success) throw new Error(`${file}, line ${at + 1}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
    const { s, prev, t, k, of: judged = PHRASE_LABELS, from = file } = parsed.data;
    const turns = [...(prev === '' ? [] : [turn(prev.slice(0, 1), prev.slice(3), 0)]), turn(s, t, prev === '' ? 0 : 1)];
    const features = phraseFitting.featuresOf({ utterances: turns } satisfies Pick<Transcript, 'utterances'>).at(-1);
    const said = new Set<string>(k.flatMap((label) => [label, label.replace(/:.*$/, '')]));
    return features ? [{ features, author: from.replace(/:.*$/, ''), isCopy: from !== file, says: PHRASE_LABELS.map((label) => (ofSpeaker(label, s === 'A' ? 'agent' : 'customer') && judged.includes(label) ? (said.has(label) ? 1 : 0) : null)) }] : [];
  });
}

const turn = (speaker: string, text: string, at: number): Utterance => ({ id: `u${at + 1}`, speaker: speaker === 'A' ? 'agent' : 'customer', channel: null, text, startMs: at * 5_000, endMs: at * 5_000 + 4_000, confidence: null, words: [] });

/** A dialogue as if it had been heard word for word. */
export const asWritten = (dialogue: Dialogue): Heard => ({ dialogue, transcript: asTranscript(dialogue), lines: dialogue.lines.map((_, at) => at + 1) });

/** The lines of a dialogue, as they are written or as they were heard. On which of several lines a fact rests is a matter of taste: lines without a label are left out for what the call is labelled with. */
export function linesOf({ dialogue, transcript, lines }: Heard, isCopy = false): Example[] {
  const author = authorOf(dialogue);
  const labels = dialogue.labels.flatMap((label) => {
    const own = LABEL_OF[label.kind];
    return own ? [{ ...label, own, topic: own === 'issue' ? `issue:${String(label.fields.topic)}` : null }] : [];
  });
  return phraseFitting.featuresOf(transcript).map((features, at) => {
    const speaker = transcript.utterances[at]?.speaker ?? 'unknown';
    const here = labels.filter((label) => label.lines.includes(lines[at] ?? 0));
    return {
      features,
      author,
      isCopy,
      says: PHRASE_LABELS.map((label) => {
        if (!ofSpeaker(label, speaker)) return null;
        if (here.some(({ own, topic }) => own === label || topic === label)) return 1;
        return labels.some(({ own, topic }) => own === label || topic === label) ? null : 0;
      }),
    };
  });
}
