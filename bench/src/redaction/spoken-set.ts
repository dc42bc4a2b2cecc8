import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { redactText } from '@callmesh/redaction';
import { speechMissing, startSpeech } from '@callmesh/testing/speech';
import { hear } from '../extraction/hear.js';
import type { Marked, Span } from './marked.js';
import { familyOf } from './score.js';

/** flite's voices that the recogniser hears well. */
const VOICES = ['slt', 'rms', 'awb'];
const run = promisify(execFile);

/** What became of the values when they were said aloud and heard by the recogniser. */
export interface HeardSet {
  readonly texts: number;
  readonly values: number;
  /** Values of which something of their type was redacted in what was heard, and that do not stand in it any more. */
  readonly gone: number;
  readonly share: number;
  readonly byType: Readonly<Record<string, { readonly said: number; readonly gone: number }>>;
  /** Texts without anything personal in which something was redacted. */
  readonly wronglyRedacted: number;
}

/**
 * Says the last line of each text with a synthetic voice, lets the speech server hear it, and redacts what it heard, after the question as it
 * was written.
 * @returns why not, where flite or the speech engine is missing.
 */
export async function hearSpeechSet(texts: readonly Marked[], progress: (message: string) => void): Promise<HeardSet | string> {
  const missing = speechMissing() ?? (await run('flite', ['-lv']).then(() => null, () => 'flite is missing (Debian: apt-get install flite)'));
  if (missing !== null) return missing;
  const folder = await mkdtemp(path.join(tmpdir(), 'callmesh-said-'));
  const speech = await startSpeech();
  const byType: Record<string, { said: number; gone: number }> = {};
  let wronglyRedacted = 0;
  try {
    for (const [at, { text, gold }] of texts.entries()) {
      const start = text.lastIndexOf('\n') < 0 ? 0 : text.indexOf(': ', text.lastIndexOf('\n')) + 2;
      const file = path.join(folder, 'said.wav');
      await run('flite', ['-voice', VOICES[at % VOICES.length] ?? 'slt', '-t', text.slice(start), '-o', file]);
      const { utterances } = await hear(speech.url, await readFile(file), { channelRoles: ['customer'], redacted: false });
      const heard = text.slice(0, start) + utterances.map((utterance) => utterance.text).join(' ');
      const { spans, text: left } = redactText(heard);
      const said = gold.filter((span) => span.start >= start).map(familyOf);
      if (gold.length === 0 && spans.some((span) => span.start >= start)) wronglyRedacted += 1;
      const found = spans.filter((span) => span.end > start).map(familyOf);
      for (const span of said) {
        const count = (byType[span.type] ??= { said: 0, gone: 0 });
        count.said += 1;
        if (take(found, span.type) && !stands(text.slice(span.start, span.end), left.slice(Math.min(start, left.length)))) count.gone += 1;
      }
      if ((at + 1) % 50 === 0) progress(`heard ${at + 1} of ${texts.length} utterances`);
    }
  } finally {
    await speech.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const counts = Object.values(byType);
  const [values, gone] = [counts.reduce((sum, { said }) => sum + said, 0), counts.reduce((sum, count) => sum + count.gone, 0)];
  return { texts: texts.length, values, gone, share: Math.round((gone / Math.max(1, values)) * 1000) / 1000, byType, wronglyRedacted };
}

/** One found span serves one value that was said. */
function take(found: Span[], type: string): boolean {
  const at = found.findIndex((span) => span.type === type);
  if (at >= 0) found.splice(at, 1);
  return at >= 0;
}

/** Does the value stand there word for word? A recogniser writes it another way more often than not; that is what the type is for. */
const stands = (value: string, left: string): boolean => left.toLowerCase().includes(value.toLowerCase());
