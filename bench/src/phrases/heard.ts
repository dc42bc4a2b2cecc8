import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Transcript } from '@callmesh/contracts';
import type { Dialogue } from '../extraction/dialogue.js';

const corpus = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus');

/** Utterances as the bundled recogniser heard them, with the labels of what was said. */
export const HEARD_LINES = path.join(corpus, 'utterances/heard.jsonl');
/** Calls of the tuning half as it heard them. */
export const HEARD_CALLS = path.join(corpus, 'extraction/heard.jsonl');

/** A call as it was heard, each utterance with the line of the dialogue that it is. */
export interface HeardCall {
  readonly id: string;
  readonly utterances: readonly { readonly line: number; readonly speaker: string; readonly startMs: number; readonly endMs: number; readonly confidence: number | null; readonly text: string; readonly words: readonly (readonly [text: string, confidence: number | null])[] }[];
}

/** A dialogue and what was heard of it. */
export interface Heard {
  readonly dialogue: Dialogue;
  readonly transcript: Transcript;
  /** By utterance: the line that was said, 1-based. */
  readonly lines: readonly number[];
}

/**
 * Reads the calls that were heard.
 * @throws Error when one of them is no longer among the dialogues.
 */
export async function readHeard(dialogues: readonly Dialogue[]): Promise<Heard[]> {
  const calls = (await readFile(HEARD_CALLS, 'utf8')).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as HeardCall);
  return calls.map(({ id, utterances }) => {
    const dialogue = dialogues.find((one) => one.id === id);
    if (!dialogue) throw new Error(`${HEARD_CALLS}: the dialogue ${id} is gone: node tools/samples/utterances.mjs, then npm run bench -- phrases --hear`);
    return { dialogue, transcript: transcriptOf({ id, utterances }), lines: utterances.map(({ line }) => line) };
  });
}

function transcriptOf({ id, utterances }: HeardCall): Transcript {
  return {
    conversationId: id,
    version: 1,
    engine: 'whisper',
    engineVersion: '1',
    language: 'en',
    durationMs: utterances.at(-1)?.endMs ?? 0,
    utterances: utterances.map(({ speaker, startMs, endMs, confidence, text, words }, at) => ({ id: `u${at + 1}`, speaker: speaker as 'agent' | 'customer', channel: null, text, startMs, endMs, confidence, words: words.map(([word, own]) => ({ text: word, startMs, endMs, confidence: own })) })),
    redactions: [],
  };
}
