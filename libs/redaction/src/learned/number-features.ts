import type { Utterance } from '@callmesh/contracts';
import { isExpiry } from '../answers.js';
import type { Topic } from '../asked.js';
import { passesLuhn } from '../codes/check-digits.js';
import { digitsOf, groupsOf } from '../run-parts.js';
import type { Run } from '../runs.js';
import { tokensOf, type Token } from '../tokens.js';
import { hashOf, join } from './hash.js';
import { keyOf } from './number-words.js';
import { turnsBefore } from './turns-before.js';

/** Weights for each kind of number: features share them by their number. */
export const NUMBER_BITS = 16;
const MASK = 2 ** NUMBER_BITS - 1;
/** More features than a number can have. */
const ROOM = 640;
/** Words on either side of a number that are looked at. */
const LEFT = 9;
const RIGHT = 5;
/** Words that are counted on either side. */
const MOST_BESIDE = 12;

/** Where a number stands. */
export interface NumberPlace {
  readonly utterances: readonly Utterance[];
  /** What was asked for, as far as rules know. */
  readonly topics: readonly Topic[];
  /** Was a card number said shortly before? */
  readonly cardNearby: boolean;
}

const TAGS = Int32Array.from({ length: 64 }, (_, at) => hashOf(`number feature ${at}`));
const buffer = new Int32Array(ROOM);
let length = 0;
function put(kind: number, hash: number): void {
  if (length === ROOM) return;
  buffer[length] = join(TAGS[kind] as number, hash) & MASK;
  length += 1;
}

/** How long a number is, so that what is alike is learned together. */
const sizeOf = (count: number): number => (count < 7 ? count : count < 9 ? 7 : count === 9 ? 8 : count < 12 ? 9 : count === 12 ? 10 : count < 15 ? 11 : count < 17 ? 12 : count < 20 ? 13 : 14);

/** Numbers of everything that the model looks at for one run of digits. */
export function numberFeatures(run: Run, place: NumberPlace): Int32Array {
  length = 0;
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return buffer.slice(0, 0);
  const digits = digitsOf(run);
  const size = sizeOf(digits.length);
  ofDigits(run, digits, size, place);
  const turn = turnsBefore(place.utterances, first.utterance);
  const beside = ofNeighbours(run, size, place.utterances);
  const answers = turn.asked.length > 0 ? 1 : 0;
  put(20, join(size, join(beside, answers)));
  put(21, join(beside, answers));
  put(22, join(size, place.cardNearby ? 1 : 2));
  put(23, join(size, place.utterances[first.utterance]?.speaker === 'agent' ? 1 : 2));
  const [topic] = place.topics;
  put(24, topic === undefined ? 0 : hashOf(topic));
  put(25, join(size, topic === undefined ? 0 : hashOf(topic)));
  for (const other of place.topics.slice(1)) put(26, join(size, hashOf(other)));
  ofAsked(turn.asked, size, join(beside, 1));
  for (const token of turn.own) {
    put(40, keyOf(token));
    put(41, join(keyOf(token), size));
  }
  for (const token of turn.older) put(42, keyOf(token));
  return buffer.slice(0, length);
}

/** What the digits themselves tell. */
function ofDigits(run: Run, digits: string, size: number, { utterances }: NumberPlace): void {
  const textOf = (index: number): string => utterances[index]?.text ?? '';
  const groups = groupsOf(run, textOf);
  put(0, size);
  put(1, digits.length);
  put(2, groups.slice(0, 9).reduce((hash, group) => join(hash, group), 7));
  put(3, join(size, Number(digits[0])));
  put(4, join(size, Number(digits.slice(0, 2))));
  put(5, join(size, (digits.length >= 13 && digits.length <= 19 && passesLuhn(digits) ? 1 : 0) + (isExpiry(digits) ? 2 : 0) + (/^(?:19|20)\d\d$/.test(digits) ? 4 : 0) + (/^(\d)\1*$|0{3}$/.test(digits) ? 8 : 0)));
  const atom = run[0];
  const end = run.at(-1);
  if (atom === undefined || end === undefined) return;
  const said = atom.utterance === end.utterance ? textOf(atom.utterance).slice(atom.start, end.end) : textOf(atom.utterance).slice(atom.start, atom.end);
  const written = (/\d/.test(said) ? 1 : 0) + (/\p{L}/u.test(said) ? 2 : 0) + (atom.utterance === end.utterance ? 0 : 4);
  put(6, join(size, written));
  put(7, join(size, hashOf(said.replace(/[\p{L}\p{N} ]+/gu, '').slice(0, 4))));
  const [before, after] = [textOf(atom.utterance).slice(Math.max(0, atom.start - 2), atom.start), textOf(end.utterance).slice(end.end, end.end + 2)];
  put(8, join(size, hashOf(before.replace(/\p{L}/gu, 'a').replace(/\d/g, '0'))));
  put(9, join(size, hashOf(after.replace(/\p{L}/gu, 'a').replace(/\d/g, '0'))));
  put(10, join(groups.length, size));
}

/** The words on either side; tells how much else is said. */
function ofNeighbours(run: Run, size: number, utterances: readonly Utterance[]): number {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const left: number[] = [];
  const right: number[] = [];
  const before = tokensIn(utterances, first.utterance);
  for (let at = firstFrom(before, first.start) - 1; at >= 0 && left.length < MOST_BESIDE; at -= 1) if (isWord(before[at])) left.push(keyOf(before[at] as Token));
  const after = tokensIn(utterances, last.utterance);
  for (let at = firstFrom(after, last.end); at < after.length && right.length < MOST_BESIDE; at += 1) if (isWord(after[at])) right.push(keyOf(after[at] as Token));
  const words = left.length + right.length;
  left.length = Math.min(left.length, LEFT);
  right.length = Math.min(right.length, RIGHT);
  for (const [at, key] of left.entries()) {
    put(11 + (at < 3 ? at : 3), key);
    put(15, key);
    put(16, join(key, size));
    if (at < 5) put(17, join(key, left[at + 1] ?? 0));
    if (at < 2) put(18, join(join(key, left[at + 1] ?? 0), size));
  }
  for (const [at, key] of right.entries()) {
    put(at === 0 ? 27 : 28, key);
    put(29, join(key, size));
    if (at < 2) put(30, join(key, right[at + 1] ?? 0));
  }
  put(19, join(left[0] ?? 0, right[0] ?? 0));
  return words < 1 ? 0 : words < 3 ? 1 : words < 6 ? 2 : words < 12 ? 3 : 4;
}

const isWord = (token: Token | undefined): boolean => token !== undefined && (token.kind !== 'mark' || token.text === '#' || token.text === '%');

/** The first token that does not begin before a place. */
function firstFrom(tokens: readonly Token[], place: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tokens[middle]?.start ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

const tokensIn = (utterances: readonly Utterance[], index: number): readonly Token[] => {
  const utterance = utterances[index];
  return utterance === undefined ? [] : tokensOf(utterance);
};

function ofAsked(asked: readonly Token[], size: number, beside: number): void {
  let before = 0;
  for (const token of asked) {
    const key = keyOf(token);
    put(32, key);
    put(33, join(key, size));
    put(34, join(before, key));
    put(35, join(join(before, key), size));
    put(36, join(key, beside));
    before = key;
  }
  put(37, before);
}
