import type { Transcript } from '@callmesh/contracts';
import { endsSentence, toSegments, wordsOf, type Segment, type TimedWord } from './split-words.js';

/** How a transcript is cut anew. */
export type SegmentPlan =
  /** As a live source would send it: a few seconds each. */
  | { readonly kind: 'streaming'; readonly maxMs: number }
  /** As it is shown below a picture: so many lines of so many characters, and not for long. */
  | { readonly kind: 'subtitles'; readonly maxCharacters: number; readonly lines: number; readonly maxMs: number }
  /** As one reads it: a paragraph each for what one speaker says on end. */
  | { readonly kind: 'paragraphs'; readonly maxMs: number };

/** A pause after which a subtitle or a paragraph does not go on. */
const PAUSE_MS = { streaming: 700, subtitles: 1500, paragraphs: 8000 } as const;

/** Cuts a transcript anew. Every word is in exactly one segment, in its order, with its time. */
export function resegment(transcript: Pick<Transcript, 'utterances'>, plan: SegmentPlan): Segment[] {
  const runs: TimedWord[][] = [];
  for (const word of wordsOf(transcript)) {
    const current = runs.at(-1);
    if (current && goesOn(current, word, plan)) current.push(word);
    else runs.push([word]);
  }
  return toSegments(runs);
}

function goesOn(run: readonly TimedWord[], word: TimedWord, plan: SegmentPlan): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last || first.speaker !== word.speaker || word.startMs - last.endMs > PAUSE_MS[plan.kind]) return false;
  const longMs = word.endMs - first.startMs;
  switch (plan.kind) {
    case 'streaming':
      return longMs <= plan.maxMs;
    case 'subtitles':
      // A new sentence begins a new subtitle once half of the room is taken.
      if (endsSentence(last) && widthOf(run) * 2 > plan.maxCharacters * plan.lines) return false;
      return longMs <= plan.maxMs && linesOf([...run, word], plan.maxCharacters).length <= plan.lines;
    case 'paragraphs':
      return longMs <= plan.maxMs || !endsSentence(last);
    default:
      return plan satisfies never;
  }
}

const widthOf = (run: readonly TimedWord[]): number => run.reduce((sum, { text }) => sum + text.length + 1, 0);

/** The lines of a subtitle; a word that is longer than a line has one of its own. */
export function linesOf(words: readonly { readonly text: string }[], maxCharacters: number): string[] {
  const lines: string[] = [];
  for (const { text } of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= maxCharacters) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}
