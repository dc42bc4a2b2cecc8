import type { Topic } from '../asked.js';
import { Coarse, chunksOf, type Chunk } from './chunks.js';
import { MASK } from './features.js';
import { pattern } from '../pattern.js';
import { hashOf, join } from './hash.js';

/** An utterance as the models of names of accounts and of passwords read it. */
export interface SecretLine {
  readonly chunks: readonly Chunk[];
  readonly asked: Topic | null;
  /** Keys of the last words before the utterance, and whether somebody else said them. */
  readonly before: readonly number[];
  readonly turn: boolean;
}

/** Chunks of what was said before that say what an utterance answers. */
const ASKED = 14;
/** So far into an utterance what was asked counts. */
const ANSWERS = 8;
const LEFT = 8;
const RIGHT = 4;
/** More features than a chunk can have. */
const ROOM = 120;

/** Reads an utterance after the one before it. */
export const secretLine = (text: string, asked: Topic | null, last: string, turn: boolean): SecretLine => ({ chunks: chunksOf(text), asked, before: chunksOf(last).slice(-ASKED).map(({ key }) => key), turn });

const TAGS = Int32Array.from({ length: 40 }, (_, at) => hashOf(`secret ${at}`));
const EDGE: Chunk = { start: 0, end: 0, shape: 1, coarse: Coarse.Edge, key: 1, stem: 0, opens: 32, closes: 32 };
const topics = new Map<string, number>();
const topicNumber = (topic: Topic | null): number => {
  if (topic === null) return 1;
  let found = topics.get(topic);
  if (found === undefined) topics.set(topic, (found = hashOf(topic)));
  return found;
};

const buffer = new Int32Array(ROOM);
let length = 0;
function put(kind: number, hash: number): void {
  buffer[length] = join(TAGS[kind] as number, hash) & MASK;
  length += 1;
}

const chunkAt = (chunks: readonly Chunk[], at: number): Chunk => (at < 0 || at >= chunks.length ? EDGE : (chunks[at] as Chunk));

/** Numbers of everything that a model looks at for one chunk; the array is the same every time, the length is told. */
export function secretFeatures({ chunks, asked, before, turn }: SecretLine, at: number): { readonly ids: Int32Array; readonly length: number } {
  const own = chunkAt(chunks, at);
  const { coarse, shape, key } = own;
  const [l1, l2, l3] = [chunkAt(chunks, at - 1), chunkAt(chunks, at - 2), chunkAt(chunks, at - 3)];
  const [r1, r2] = [chunkAt(chunks, at + 1), chunkAt(chunks, at + 2)];
  const room = chunks.length < 4 ? 1 : chunks.length < 9 ? 2 : chunks.length < 20 ? 3 : 4;
  const place = at < 3 ? at : at < ANSWERS ? 3 : 4;
  const topic = topicNumber(asked);
  length = 0;
  put(0, coarse);
  put(1, shape);
  put(2, key);
  put(3, l1.key);
  put(4, join(l1.key, coarse));
  put(5, join(l1.key, shape));
  put(6, join(l2.key, coarse));
  put(7, join(join(l2.key, l1.key), coarse));
  put(8, join(join(l3.key, l2.key), join(l1.key, coarse)));
  put(9, join(r1.key, coarse));
  put(10, join(join(l1.key, r1.key), coarse));
  put(11, join(join(l1.coarse, coarse), r1.coarse));
  put(12, join(join(l2.coarse, l1.coarse), coarse));
  put(13, join(join(r1.coarse, r2.coarse), coarse));
  put(14, join(join(l1.closes, own.opens), coarse));
  put(15, join(own.closes, coarse));
  put(16, join(join(topic, place), coarse));
  put(17, join(topic, coarse));
  put(18, join(join(topic, room), coarse));
  put(19, join(join(room, place), coarse));
  put(20, join(r2.key, coarse));
  put(34, join(own.stem, coarse));
  put(35, join(join(own.stem, shape), l1.key));
  put(21, join(join(l1.key, l1.closes), coarse));
  for (let i = at - LEFT; i < at; i += 1) {
    const { key: said } = chunkAt(chunks, i);
    put(22, said);
    put(23, join(said, coarse));
    put(24, join(said, shape));
  }
  for (let i = at + 1; i <= at + RIGHT; i += 1) put(25, join(chunkAt(chunks, i).key, coarse));
  const near = turn ? 1 : 2;
  const start = join(near, join(place, coarse));
  for (let i = 0; i < before.length; i += 1) {
    const said = before[i] as number;
    put(26, join(said, start));
    put(27, join(said, join(near, coarse)));
    if (i > 0) put(28, join(join(before[i - 1] as number, said), join(near, coarse)));
  }
  return { ids: buffer, length };
}

const following = new Int32Array(4);

/** The same by the chunk before it, where that is a part of what is looked for (1) or not (0). */
export function secretFollowing({ chunks }: SecretLine, at: number, part: 0 | 1): Int32Array {
  const [own, last] = [chunkAt(chunks, at), chunkAt(chunks, at - 1)];
  following[0] = join(TAGS[30] as number, part) & MASK;
  following[1] = join(join(TAGS[31] as number, part), join(last.coarse, own.coarse)) & MASK;
  following[2] = join(join(TAGS[32] as number, part), own.key) & MASK;
  following[3] = join(join(TAGS[33] as number, part), join(last.closes, own.coarse)) & MASK;
  return following;
}

/** Could a chunk be a part of a secret? What is covered is none, nor is a mark by itself. */
export const possibleSecret = ({ chunks }: SecretLine, at: number): boolean => {
  const coarse = chunks[at]?.coarse;
  return coarse !== undefined && coarse !== Coarse.Covered && coarse !== Coarse.Mark;
};

/** Words that point at an account or a secret, in any letters and with what is added to them. */
const CUE = pattern`
    \b(?:users?|user ?names?|user ?ids?|log(?:s|ged|ging|ins?|on)?|log-(?:in|on)|sign(?:s|ed|ing|-in)?|handle|tag|gamer ?tag|nick(?:name)?|alias|profile|portal|forum|insta(?:gram)?|
    twitter|telegram|skype|discord|snapchat|tiktok|reddit|github|xbox|playstation|steam|twitch|slack|teams|root|admin|pass(?:words?|codes?|phrases?)?|phrase|pwd?|pins?|puk|otp|codes?|
    key(?:pad|safe)?|words?|secret|memorable|security|(?:un)?lock(?:ed)?|safe|combination|hint|credentials|accounts?|online|vpn|wi-?fi|router|network|app)\b`;
/** Written as no word is: "king_22", "BigDave", "4711b", "p@ss", "@dave". */
const ODD = /[_@#$%^&*~+]|\p{Ll}\p{Lu}|\p{L}\d|\d\p{L}/u;
/** So much of what was said before is looked at. */
const LOOK_BACK = 120;
const TOPICS: ReadonlySet<Topic | null> = new Set<Topic | null>(['login', 'password', 'code', 'cvv']);

/** An utterance in which nothing points at an account or a secret, and nothing before it asks for one, has none. */
export const mayHoldSecret = (text: string, asked: Topic | null, last: string): boolean => TOPICS.has(asked) || CUE.test(text) || ODD.test(text) || CUE.test(last.slice(-LOOK_BACK));
