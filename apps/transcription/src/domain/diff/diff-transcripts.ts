import type { Transcript } from '@callmesh/contracts';
import { wordsOf, type TimedWord } from '../segments/split-words.js';
import { commonWords, type Placed } from './common-words.js';

/** A stretch that differs between two versions of a transcript. */
interface Change {
  readonly kind: 'words' | 'speaker';
  /** Where it is in the recording. */
  readonly startMs: number;
  readonly before: { readonly speaker: string; readonly text: string };
  readonly after: { readonly speaker: string; readonly text: string };
}

/** What two versions of a transcript have in common, and what not. */
export interface TranscriptDiff {
  readonly words: { readonly before: number; readonly after: number; readonly same: number; readonly otherSpeaker: number };
  readonly changes: readonly Change[];
}

/** Compares words, folded by case and punctuation, and who said them. */
export function diffTranscripts(before: Transcript, after: Transcript): TranscriptDiff {
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  const pairs = commonWords(old.map(placed), fresh.map(placed));
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...pairs, [old.length, fresh.length] as const]) {
    if (nextI > i || nextJ > j) changes.push(change('words', old.slice(i, nextI), fresh.slice(j, nextJ), old[i] ?? fresh[j]));
    [i, j] = [nextI + 1, nextJ + 1];
  }
  const moved = pairs.filter(([a, b]) => old[a]?.speaker !== fresh[b]?.speaker);
  for (const run of runs(moved)) changes.push(change('speaker', run.flatMap(([a]) => old[a] ?? []), run.flatMap(([, b]) => fresh[b] ?? []), old[run[0]?.[0] ?? 0]));
  return {
    words: { before: old.length, after: fresh.length, same: pairs.length, otherSpeaker: moved.length },
    changes: changes.sort((one, two) => one.startMs - two.startMs),
  };
}

const placed = ({ text, startMs }: TimedWord): Placed => ({ word: bare(text), startMs });
const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}[\]_]+/gu, '');

function change(kind: Change['kind'], before: readonly TimedWord[], after: readonly TimedWord[], at: TimedWord | undefined): Change {
  const side = (words: readonly TimedWord[]): Change['before'] => ({ speaker: [...new Set(words.map(({ speaker }) => speaker))].join(', '), text: words.map(({ text }) => text).join(' ') });
  return { kind, startMs: after[0]?.startMs ?? before[0]?.startMs ?? at?.startMs ?? 0, before: side(before), after: side(after) };
}

/** Pairs that follow each other in both versions, as one stretch. */
function runs(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[][] {
  const found: (readonly [number, number])[][] = [];
  for (const pair of pairs) {
    const last = found.at(-1)?.at(-1);
    if (last && pair[0] === last[0] + 1 && pair[1] === last[1] + 1) found.at(-1)?.push(pair);
    else found.push([pair]);
  }
  return found;
}
