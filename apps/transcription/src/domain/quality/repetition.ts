import type { Utterance } from '@callmesh/contracts';
import { fault, percent, type Checked, type Fault } from './fault.js';

/** A phrase of up to so many words is looked for. */
const LONGEST_PHRASE = 8;
/** People say a thing three times; nobody says a phrase four times on end, or one word ten times. */
const PHRASE_TIMES = 4;
const WORD_TIMES = 10;
/** From this share of all words on, what was really said there is lost: the loop is taken out, and a person looks all the same. */
const LOST = 0.4;
const MANY_WORDS = 40;

/** A word without its case and punctuation; what holds digits is never equal to anything, for numbers do repeat. */
function bare(word: string): string {
  if (/\d/.test(word)) return '';
  return word.toLowerCase().replace(/[^\p{L}']+/gu, '');
}

/** Stretch of words that says one phrase again and again: it begins at `at`, the phrase has `length` words and comes `times`. */
export interface Loop {
  readonly at: number;
  readonly length: number;
  readonly times: number;
}

/** The loops of a text, left to right, none within another. */
export function loopsOf(words: readonly string[]): Loop[] {
  if (words.length < PHRASE_TIMES * 2) return [];
  const folded = words.map(bare);
  const loops: Loop[] = [];
  for (let at = 0; at < folded.length; ) {
    const loop = loopAt(folded, at);
    if (loop) loops.push(loop);
    at += loop ? loop.length * loop.times : 1;
  }
  return loops;
}

function loopAt(words: readonly string[], at: number): Loop | undefined {
  for (let length = 1; length <= LONGEST_PHRASE && at + length * 2 <= words.length; length += 1) {
    let same = 0;
    while (at + length + same < words.length && words[at + same] !== '' && words[at + same] === words[at + length + same]) same += 1;
    const times = 1 + Math.floor(same / length);
    if (times >= (length === 1 ? WORD_TIMES : PHRASE_TIMES)) return { at, length, times };
  }
  return undefined;
}

/** A run of utterances of one voice that say the same. @returns index of the first and number, for each run that is too long. */
export function runsOf(utterances: readonly Utterance[]): { first: number; count: number }[] {
  const runs: { first: number; count: number }[] = [];
  for (let first = 0; first < utterances.length; ) {
    let end = first + 1;
    while (end < utterances.length && saysTheSame(utterances[first], utterances[end])) end += 1;
    if (end - first >= PHRASE_TIMES) runs.push({ first, count: end - first });
    first = end;
  }
  return runs;
}

function saysTheSame(one: Utterance | undefined, two: Utterance | undefined): boolean {
  if (!one || !two || one.speaker !== two.speaker || one.text.length > 400) return false;
  if (one.text === two.text) return !/\d/.test(one.text) && one.text !== '';
  if (Math.abs(one.text.length - two.text.length) > 8) return false;
  const folded = one.text.split(' ').map(bare).join(' ');
  return folded.trim() !== '' && !/\d/.test(one.text) && folded === two.text.split(' ').map(bare).join(' ');
}

/** What speech models make of noise, and rolling captions of a sentence: the same over and over. */
export function repetitionFaults({ utterances }: Checked): Fault[] {
  let words = 0;
  let looped = 0;
  let most = 0;
  const where = new Set<Utterance>();
  for (const said of utterances) {
    const spoken = said.text.split(' ');
    words += spoken.length;
    for (const { length, times } of loopsOf(spoken)) {
      looped += length * (times - 1);
      most = Math.max(most, times);
      where.add(said);
    }
  }
  for (const { first, count } of runsOf(utterances)) {
    const run = utterances.slice(first, first + count);
    for (const said of run.slice(1)) looped += said.text.split(' ').length;
    most = Math.max(most, count);
    for (const said of run) where.add(said);
  }
  if (where.size === 0) return [];
  const isLost = looped > words * LOST && looped > MANY_WORDS;
  return [fault('repetition', isLost ? 'review' : 'notice', true, `one phrase up to ${most} times on end; ${percent(looped / words)} of the words say nothing new`, [...where])];
}
