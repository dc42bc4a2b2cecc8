import type { Topic } from '../asked.js';
import type { Token } from '../tokens.js';
import { hashOf, join } from './hash.js';
import { asksForThing } from './thing-asked.js';
import { describe, type Word } from './words.js';

/** Weights of a model: features share them by their number. */
export const BITS = 17;
/** Cuts a hash to the number of a feature. */
export const MASK = 2 ** BITS - 1;
/** More features than a token can have. */
const ROOM = 160;
/** Tokens of what was said before that say what an utterance answers. */
const ASKED = 10;
/** So far into an utterance what was asked counts. */
const ANSWERS = 8;

/** An utterance as a model reads it. */
export interface Line {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** What each token is. */
  readonly words: readonly Word[];
  /** 0: nothing is written large; 1: some is, as in writing; 2: everything is. */
  readonly casing: number;
  /** What was asked for; `thing`: of a thing, firm or place which one. */
  readonly asked: Topic | 'thing' | null;
  /** Keys of the last words before the utterance, and whether somebody else said them. */
  readonly before: readonly number[];
  readonly turn: boolean;
  /** Whether a placeholder of ours stands in it. */
  readonly redacted: boolean;
  readonly last: boolean;
}

/** What was redacted before, or follows it, is read otherwise than it was the first time: nothing new is found in it. */
export const isRedacted = ({ redacted, last }: Line): boolean => redacted || last;

const EDGE = describe('^', 0);
const marks = new Map<string, Word>();
const FIGURES = Array.from({ length: 8 }, (_, length) => describe(`#${length}`, 0)).map((word, length): Word => ({ ...word, kind: join(7, length), key: join(7, length), grams: [] }));
const COVERED: Word = { ...EDGE, kind: 8, key: 8, grams: [] };

function markOf(text: string): Word {
  const found = marks.get(text);
  if (found !== undefined) return found;
  const hash = hashOf(text);
  const made: Word = { ...EDGE, plain: text, kind: hash, key: hash, grams: [] };
  if (marks.size < 500) marks.set(text, made);
  return made;
}

/** What a token is for a model. */
export function tokenWord(token: Token): Word {
  if (token.word !== null) return token.word;
  if (token.kind === 'figures') return FIGURES[Math.min(7, token.text.length)] ?? COVERED;
  return token.kind === 'placeholder' ? COVERED : markOf(token.text);
}

/** Reads an utterance after the one before it. */
export function lineOf(text: string, tokens: readonly Token[], words: readonly Word[], asked: Topic | null, last: Line | null, turn: boolean): Line {
  let [large, small, redacted] = [0, 0, false];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    if (token.kind === 'placeholder' && token.text.startsWith('[')) redacted = true;
    if (token.kind !== 'word' || token.end - token.start < 2) continue;
    if (token.large && at > 0 && !token.text.startsWith("i'")) large += 1;
    else if (!token.large) small += 1;
  }
  return { text, tokens, words, casing: large === 0 && !(tokens[0]?.large === true && /^[.?!]$/.test(tokens.at(-1)?.text ?? '')) ? 0 : large > 2 && small === 0 ? 2 : 1, asked: asked ?? (turn && last !== null && asksForThing(last.tokens) ? 'thing' : null), before: last === null ? [] : last.words.slice(-ASKED).map(({ key }) => key), turn, redacted, last: last?.redacted ?? false };
}

const TAGS = Int32Array.from({ length: 48 }, (_, at) => hashOf(`feature ${at}`));
const topics = new Map<string, number>();
const topicNumber = (topic: Line['asked']): number => {
  if (topic === null) return 1;
  let found = topics.get(topic);
  if (found === undefined) topics.set(topic, (found = hashOf(topic)));
  return found;
};

const buffer = new Int32Array(ROOM);

const ENDS = new Set(['.', '!', '?', ':']);
/** How a token is written: small, large as all is, at the beginning of a sentence, in the midst of one, in capitals throughout. */
function writing({ tokens, casing }: Line, at: number): number {
  if (at < 0 || at >= tokens.length) return 9;
  const token = tokens[at];
  if (token?.kind !== 'word') return 9;
  if (!token.large) return casing === 0 ? 0 : 1;
  if (casing === 2) return 2;
  if (at === 0) return 3;
  const before = tokens[at - 1];
  return (before?.kind === 'mark' && ENDS.has(before.text)) ? 3 : 4;
}

/** Beyond the ends nothing is looked up: an array is slow to say that it has no such place. */
const wordAt = (words: readonly Word[], at: number): Word => (at < 0 || at >= words.length ? EDGE : (words[at] as Word));

let length = 0;
/** Takes a feature of a kind down. */
function put(kind: number, hash: number): void {
  buffer[length] = join(TAGS[kind] as number, hash) & MASK;
  length += 1;
}

/** Numbers of everything that a model looks at for one token; the array is the same every time, the length is told. */
export function featuresOf(line: Line, at: number): { readonly ids: Int32Array; readonly length: number } {
  const { words, tokens } = line;
  const own = wordAt(words, at);
  const [l1, l2, l3] = [wordAt(words, at - 1), wordAt(words, at - 2), wordAt(words, at - 3)];
  const [r1, r2, r3] = [wordAt(words, at + 1), wordAt(words, at + 2), wordAt(words, at + 3)];
  const written = writing(line, at);
  const look = join(own.kind, written);
  length = 0;
  put(0, own.kind);
  put(1, look);
  put(2, own.key);
  put(3, join(own.key, written));
  put(4, join(written, line.casing));
  put(5, l1.key);
  put(6, r1.key);
  put(7, l2.key);
  put(8, r2.key);
  put(9, l3.key);
  put(10, r3.key);
  put(11, join(l1.key, look));
  put(12, join(r1.key, look));
  put(13, join(l2.key, l1.key));
  put(14, join(r1.key, r2.key));
  put(15, join(join(l2.key, l1.key), look));
  put(16, join(join(r1.key, r2.key), look));
  put(17, join(l1.key, r1.key));
  put(18, join(join(l1.key, r1.key), look));
  put(19, join(join(l3.key, l2.key), l1.key));
  put(20, join(join(l1.kind, own.kind), r1.kind));
  put(21, join(join(l1.kind, writing(line, at - 1)), look));
  put(22, join(join(r1.kind, writing(line, at + 1)), look));
  put(23, join(l2.key, look));
  put(24, join(r2.key, look));
  const room = tokens.length < 4 ? 1 : tokens.length < 9 ? 2 : tokens.length < 20 ? 3 : 4;
  const place = at < 3 ? at : at < ANSWERS ? 3 : 4;
  const topic = topicNumber(line.asked);
  put(25, join(topic, place));
  put(26, join(join(topic, room), look));
  put(27, join(join(topic, l1.key), look));
  put(28, join(room, place));
  put(29, join(own.full === own.plain ? 1 : 2, look));
  put(30, join(tokens.length - at < 3 ? tokens.length - at : 3, look));
  for (let i = at - 6; i < at; i += 1) {
    buffer[length] = join(join(TAGS[40] as number, wordAt(words, i).key), look) & MASK;
    length += 1;
  }
  if (at < ANSWERS && line.before.length > 0) {
    const { before } = line;
    const whose = line.turn ? 1 : 2;
    const start = join(whose, join(place, room));
    buffer[length++] = join(join(TAGS[41] as number, before.at(-2) ?? 0), join(before.at(-1) ?? 0, start)) & MASK;
    for (let i = 0; i < before.length; i += 1) {
      buffer[length++] = join(join(TAGS[42] as number, before[i] as number), start) & MASK;
      buffer[length++] = join(join(TAGS[43] as number, before[i] as number), join(whose, look)) & MASK;
    }
  }
  for (let i = 0; i < own.grams.length && length < ROOM; i += 1) buffer[length++] = join(TAGS[44] as number, own.grams[i] as number) & MASK;
  return { ids: buffer, length };
}

const following = new Int32Array(4);

/** The same for what a token is by the one before it, where that is a part of what is looked for (1) or not (0). */
export function followingOf(line: Line, at: number, part: 0 | 1): Int32Array {
  const own = wordAt(line.words, at);
  const last = wordAt(line.words, at - 1);
  const look = join(own.kind, writing(line, at));
  following[0] = join(TAGS[45] as number, part) & MASK;
  following[1] = join(join(TAGS[46] as number, part), look) & MASK;
  following[2] = join(join(TAGS[47] as number, part), own.key) & MASK;
  following[3] = join(join(TAGS[39] as number, part), join(last.key, look)) & MASK;
  return following;
}
