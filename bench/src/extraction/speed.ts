import { asTranscript, callOf } from './as-transcript.js';
import type { Dialogue } from './dialogue.js';
import type { Engine } from './evaluate.js';

const UTTERANCES = 70;
const LENGTH_MS = 300_000;
const TRANSCRIPTS = 20;
/** The runtime goes on compiling what is hot for some hundred calls. */
const ROUNDS = 15;

/** Calls of five minutes and 70 utterances, put together from the corpus' own talk: denser in facts than real calls are. */
function longCalls(dialogues: readonly Dialogue[]): Dialogue[] {
  const [first] = dialogues;
  const lines = dialogues.flatMap((dialogue) => dialogue.lines);
  if (!first || lines.length < UTTERANCES) throw new Error(`the corpus is too small: ${lines.length} lines, ${UTTERANCES} make a call`);
  const step = Math.max(1, Math.floor((lines.length - UTTERANCES) / TRANSCRIPTS));
  return Array.from({ length: TRANSCRIPTS }, (_, at) => Math.min(at * step, lines.length - UTTERANCES)).map((from) => ({ ...first, lines: lines.slice(from, from + UTTERANCES) }));
}

/**
 * Median milliseconds for one five-minute transcript, once the code is warm. Of each transcript the fastest of several rounds counts: what else a machine
 * does can only make it slower.
 */
export async function fiveMinuteTranscriptMs(engine: Engine, dialogues: readonly Dialogue[]): Promise<number> {
  const calls = longCalls(dialogues).map((dialogue) => ({ transcript: asTranscript(dialogue), call: callOf(dialogue, LENGTH_MS) }));
  const fastest = calls.map(() => Infinity);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [at, { transcript: kept, call }] of calls.entries()) {
      // A transcript that was read before is known by its utterances: each round brings its own.
      const transcript = { ...kept, utterances: [...kept.utterances] };
      const started = performance.now();
      await engine(transcript, call);
      if (round > 0) fastest[at] = Math.min(fastest[at] ?? Infinity, performance.now() - started);
    }
  }
  fastest.sort((a, b) => a - b);
  return Math.round((fastest[Math.floor(fastest.length / 2)] ?? NaN) * 100) / 100;
}
