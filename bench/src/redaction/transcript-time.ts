import { redact } from '@callmesh/redaction';
import type { Dialogue } from '../extraction/dialogue.js';
import type { Marked } from './marked.js';

/** Words of a call of five minutes, in so many utterances. */
const WORDS = 750;
const PER_UTTERANCE = 13;
/** Rounds before the time counts, as a service that has run for a while, and those that count. */
const WARM_UP = 6;
const ROUNDS = 6;

type Spoken = Parameters<typeof redact>[0][number];

/** Median processor time of a transcript of five minutes, in ms. */
export interface TranscriptMs {
  /** Calls put together from scripted dialogues, with names, numbers and addresses said in them. */
  readonly calls: number;
  /** The speech set's lines one after the other: every one has something personal, or nearly so, in it. */
  readonly dense: number;
}

/** @param sayable a line's words with the values that placeholders stand for. */
export function transcriptMs(texts: readonly Marked[], dialogues: readonly Dialogue[], sayable: (text: string) => string): TranscriptMs {
  const lines = texts.flatMap(({ text }) => inPieces(text.replace(/^(?:Agent|Customer): /gm, ''))).map((text, at) => ({ speaker: at % 2 === 0 ? ('customer' as const) : ('agent' as const), text }));
  return { dense: medianMs(asCalls(lines)), calls: medianMs(asCalls(dialogues.flatMap((dialogue) => dialogue.lines.map(({ speaker, text }) => ({ speaker, text: sayable(text) }))))) };
}

interface Line { readonly speaker: Spoken['speaker']; readonly text: string }

function inPieces(text: string): string[] {
  const words = text.split(/\s+/);
  return Array.from({ length: Math.ceil(words.length / PER_UTTERANCE) }, (_, at) => words.slice(at * PER_UTTERANCE, (at + 1) * PER_UTTERANCE).join(' '));
}

/** Calls of {@link WORDS} words with word times; what is left over is no call. */
function asCalls(lines: readonly Line[]): Spoken[][] {
  const calls: Spoken[][] = [];
  let call: Spoken[] = [];
  let count = 0;
  for (const { speaker, text } of lines) {
    const said = text.split(/\s+/);
    const startMs = call.length * 5_000;
    call.push({ id: `u${call.length}`, speaker, channel: 0, text: said.join(' '), startMs, endMs: startMs + 4_900, confidence: null, words: said.map((word, at) => ({ text: word, startMs: startMs + at * 300, endMs: startMs + at * 300 + 250, confidence: null })) });
    count += said.length;
    if (count < WORDS) continue;
    calls.push(call);
    [call, count] = [[], 0];
  }
  return calls;
}

/** Of each call the fastest of several rounds counts: what else a machine does can only make it slower. */
function medianMs(calls: readonly Spoken[][]): number {
  const fastest = calls.map(() => Infinity);
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [at, call] of calls.entries()) {
      // Objects of its own each time: nothing that was worked out for one run serves the next.
      const utterances = call.map((utterance) => ({ ...utterance }));
      const started = performance.now();
      redact(utterances);
      if (round >= WARM_UP) fastest[at] = Math.min(fastest[at] ?? Infinity, performance.now() - started);
    }
  }
  fastest.sort((a, b) => a - b);
  return Math.round((fastest[Math.floor(fastest.length / 2)] ?? NaN) * 100) / 100;
}
