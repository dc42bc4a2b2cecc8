import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus/sentiment');

/** An utterance and how it sounds. */
export interface LabelledUtterance {
  readonly text: string;
  readonly speaker: 'customer' | 'agent';
  readonly label: 'positive' | 'neutral' | 'negative';
}

const line = z
  .strictObject({ t: z.string().trim().min(1), label: z.enum(['positive', 'neutral', 'negative']), s: z.enum(['customer', 'agent']).default('customer') })
  .transform(({ t, label, s }): LabelledUtterance => ({ text: t, speaker: s, label }));

/** Reads labelled utterances. @throws Error naming the line at fault. */
export async function readUtterances(name: 'utterances' | 'utterances-held-out'): Promise<LabelledUtterance[]> {
  const lines = (await readFile(path.join(folder, `${name}.jsonl`), 'utf8')).split('\n').filter((text) => text !== '');
  return lines.map((text, at) => {
    const parsed = line.safeParse(JSON.parse(text));
    if (!parsed.success) throw new Error(`sentiment/${name}.jsonl, line ${at + 1}: ${parsed.error.issues.map((issue) => issue.message).join(', ')}`);
    return parsed.data;
  });
}
