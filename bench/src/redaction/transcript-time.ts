import { redact } from '@callmesh/redaction';
import type { Marked } from './marked.js';

/** Words of a call of five minutes, in utterances of this many. */
const WORDS = 750;
const PER_UTTERANCE = 13;
const RUNS = 80;

type Spoken = Parameters<typeof redact>[0][number];

/**
 * Processor time of a transcript of five minutes, in ms: 58 utterances with word times, every line of which has something personal or
 * nearly so in it, which is denser than a call.
 */
export function transcriptMs(texts: readonly Marked[]): number {
  const words = texts.flatMap(({ text }) => text.replace(/^(?:Agent|Customer): /gm, '').split(/\s+/));
  const utterances = Array.from({ length: Math.ceil(WORDS / PER_UTTERANCE) }, (_, n): Spoken => {
    const said = words.slice(n * PER_UTTERANCE, (n + 1) * PER_UTTERANCE);
    const startMs = n * 5_000;
    return {
      id: `u${n}`, speaker: n % 2 === 0 ? 'customer' : 'agent', channel: 0, text: said.join(' '), startMs, endMs: startMs + 4_900, confidence: null,
      words: said.map((text, at) => ({ text, startMs: startMs + at * 300, endMs: startMs + at * 300 + 250, confidence: null })),
    };
  });
  // Objects of its own each time: nothing that was worked out for one run serves the next.
  const copies = Array.from({ length: 2 * RUNS }, () => utterances.map((utterance) => ({ ...utterance })));
  for (const copy of copies.slice(RUNS)) redact(copy);
  const before = process.cpuUsage();
  for (const copy of copies.slice(0, RUNS)) redact(copy);
  const { user, system } = process.cpuUsage(before);
  return Math.round(((user + system) / 1_000 / RUNS) * 100) / 100;
}
