import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus/sentiment');

/** An utterance and how it sounds. */
export interface LabelledUtterance {
  readonly text: string;
  readonly speaker: 'customer' | 'agent';
  readonly label: 'positive' | 'neutral' | 'negative';
  /** The letter of its file; pairs of calls with the same letter are of the same author. */
  readonly author: string;
}

const line = z.strictObject({ t: z.string().trim().min(1), label: z.enum(['positive', 'neutral', 'negative']), s: z.enum(['customer', 'agent']).default('customer') });

/** `utterances-d.jsonl` is author d's; `utterances.jsonl` is of one who wrote no pairs. */
const OF_HALF = { tuning: /^utterances(?:-([a-z]))?\.jsonl$/, 'held-out': /^utterances-held-out(?:-([a-z]))?\.jsonl$/ } as const;

async function readFileOfUtterances(name: string, author: string): Promise<LabelledUtterance[]> {
  const lines = (await readFile(path.join(folder, name), 'utf8')).split('\n').filter((text) => text !== '');
  return lines.map((text, at) => {
    const parsed = line.safeParse(JSON.parse(text));
    if (!parsed.success) throw new Error(`sentiment/${name}, line ${at + 1}: ${parsed.error.issues.map((issue) => issue.message).join(', ')}`);
    return { text: parsed.data.t, speaker: parsed.data.s, label: parsed.data.label, author };
  });
}

/** Reads the labelled utterances of a half, file by file. @throws Error naming the line at fault. */
export async function readUtterances(half: keyof typeof OF_HALF): Promise<LabelledUtterance[]> {
  const names = (await readdir(folder)).sort().flatMap((name) => {
    const found = OF_HALF[half].exec(name);
    return found ? [{ name, author: found[1] ?? 'first' }] : [];
  });
  return (await Promise.all(names.map(({ name, author }) => readFileOfUtterances(name, author)))).flat();
}
