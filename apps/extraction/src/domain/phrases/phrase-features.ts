import { fnv } from '../language/fnv.js';
import type { Conversation, Sentence, Token } from '../language/tokens.js';
import { wordForm } from './word-forms.js';

/** Words that mean much the same in a call to a company, by the name of their class. */
export type WordClasses = ReadonlyMap<string, string>;

/** What a model looks at in an utterance: numbers of word sequences, each with its value; the values have the length {@link LENGTH}. */
export interface Features {
  readonly ids: Uint32Array;
  readonly values: Float32Array;
}

const LENGTH = 4;
/** What was said before counts for less than what is said, and a class for less than the word itself. */
const BEFORE = 0.5;
const CLASS = 0.7;
const SCOPE = 0.7;
/** An utterance with fewer words may be an answer: what it says hangs on what was asked. */
const MAY_ANSWER = 9;
/** A negation reaches so many words ahead. */
const NEGATION_REACHES = 4;

const YES = new Set('yes yeah yep yup sure okay ok please right correct exactly fine great perfect alright aye absolutely'.split(' '));
const NO = new Set('no nope nah not never'.split(' '));
const NEGATIONS = new Set('not no never nobody nothing none without neither nor hardly'.split(' '));
const CONDITIONS = new Set('if whether suppose supposing imagine hypothetically theoretically unless'.split(' '));
const OTHERS = new Set('he she they friend neighbour neighbor colleague brother sister mother mum mom father dad cousin aunt uncle somebody someone people everyone flatmate'.split(' '));
const SELF = new Set(['i', 'we', 'my', 'our', 'me']);
const ENDS_SCOPE = new Set(['but', 'so', 'because', 'and', 'then']);

/** A number for a text. */
const numberOf = (text: string): number => fnv(text) >>> 0;

/** A number for a sequence, of the numbers of its parts (the finalizer of MurmurHash3). */
function join(first: number, next: number): number {
  let hash = Math.imul(first ^ Math.imul(next, 0xcc9e2d51), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A word with its numbers: of itself, and of its class where it has one. */
interface Known {
  readonly word: number;
  readonly ofClass: number | null;
}

const [AGENT, CUSTOMER] = [numberOf('agent'), numberOf('customer')];
const EDGE: Known = { word: numberOf('^'), ofClass: null };
const tag = Object.fromEntries(['one', 'two', 'three', 'class', 'classes', 'negated', 'supposed', 'others', 'asked', 'before', 'before-two', 'answer', 'answer-two', 'shape', 'length'].map((name) => [name, numberOf(`#${name}`)])) as Record<string, number>;

/** Reads conversations for a model: all utterances, or one sentence as if nothing else had been said. */
export interface PhraseReader {
  utterances(conversation: Conversation): Features[];
  sentence(conversation: Conversation, sentence: Sentence): Features;
}

/** A reader that looks words up once. */
export function phraseReader(classes: WordClasses): PhraseReader {
  const known = new Map<string, Known>();
  const know = (text: string): Known => {
    const found = known.get(text);
    if (found) return found;
    const form = wordForm(text);
    const ofClass = classes.get(form);
    const made = { word: numberOf(form), ofClass: ofClass === undefined ? null : numberOf(`@${ofClass}`) };
    // Words of all calls ever read are not kept.
    if (known.size > MOST_WORDS) known.clear();
    known.set(text, made);
    return made;
  };
  const hear = (own: Spoken, token: Token): void => {
    own.words.push(know(token.text));
    own.texts.push(token.text);
    own.sentences.push(token.sentence);
    own.pauses.push(token.afterPause);
  };
  const nothing = (): Spoken => ({ words: [], texts: [], sentences: [], pauses: [] });
  return {
    utterances(conversation) {
      const said: Spoken[] = conversation.utterances.map(nothing);
      for (const token of conversation.tokens) {
        const own = said[token.utterance];
        if (own) hear(own, token);
      }
      return said.map((own, at) => featuresOf(conversation, own, at, said[at - 1]));
    },
    sentence(conversation, { from, to, utterance }) {
      const own = nothing();
      for (const token of conversation.tokens.slice(from, to)) hear(own, token);
      return featuresOf(conversation, own, utterance, undefined);
    },
  };
}
const MOST_WORDS = 20_000;

interface Spoken {
  readonly words: Known[];
  readonly texts: string[];
  readonly sentences: number[];
  readonly pauses: boolean[];
}

function featuresOf(conversation: Conversation, own: Spoken, at: number, last: Spoken | undefined): Features {
  const found = new Map<number, number>();
  const speaker = conversation.utterances[at]?.speaker === 'agent' ? AGENT : CUSTOMER;
  const add = (kind: string, value: number, ...parts: readonly number[]): void => {
    let id = join(speaker, tag[kind] ?? 0);
    for (const part of parts) id = join(id, part);
    found.set(id, Math.max(value, found.get(id) ?? 0));
  };
  sequences(own, add);
  scopes(conversation, own, add);
  before(conversation, own, last, at, add);
  const ids = new Uint32Array(found.size);
  const values = new Float32Array(found.size);
  let place = 0;
  let squares = 0;
  for (const [id, value] of found) {
    ids[place] = id;
    values[place] = value;
    squares += value * value;
    place += 1;
  }
  const scale = LENGTH / Math.sqrt(squares || 1);
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) * scale;
  return { ids, values };
}

type Add = (kind: string, value: number, ...parts: readonly number[]) => void;

/** One to three words in a row, and two in which a word stands for its class. */
function sequences({ words }: Spoken, add: Add): void {
  const row = [EDGE, ...words, EDGE];
  for (let i = 0; i + 1 < row.length; i += 1) {
    const [a, b, c] = [row[i] ?? EDGE, row[i + 1] ?? EDGE, row[i + 2]];
    if (i > 0) {
      add('one', 1, a.word);
      if (a.ofClass !== null) add('class', CLASS, a.ofClass);
    }
    add('two', 1, a.word, b.word);
    if (c) add('three', 1, a.word, b.word, c.word);
    if (a.ofClass !== null || b.ofClass !== null) add('classes', CLASS, a.ofClass ?? a.word, b.ofClass ?? b.word);
  }
}

/** Words after a negation, after an "if", of somebody else, in a question. */
function scopes(conversation: Conversation, { words, texts, sentences, pauses }: Spoken, add: Add): void {
  let [negatedAt, supposed, ofOthers, sentence] = [-Infinity, false, false, -1];
  for (let i = 0; i < words.length; i += 1) {
    const [text, word] = [texts[i] ?? '', words[i] ?? EDGE];
    if (sentences[i] !== sentence) [negatedAt, supposed, ofOthers, sentence] = [-Infinity, false, false, sentences[i] ?? -1];
    if (pauses[i] || ENDS_SCOPE.has(text)) negatedAt = -Infinity;
    if (SELF.has(text)) ofOthers = false;
    const meant = word.ofClass ?? word.word;
    if (i - negatedAt <= NEGATION_REACHES) add('negated', SCOPE, meant);
    if (supposed) add('supposed', SCOPE, meant);
    if (ofOthers) add('others', SCOPE, meant);
    if (conversation.sentences[sentence]?.question) add('asked', SCOPE, meant);
    if (NEGATIONS.has(text)) negatedAt = i;
    if (CONDITIONS.has(text)) supposed = true;
    if (OTHERS.has(text)) ofOthers = true;
  }
}

/** What was said just before; of an answer, together with whether it says yes or no. */
function before(conversation: Conversation, own: Spoken, last: Spoken | undefined, at: number, add: Add): void {
  const length = own.words.length < 4 ? 1 : own.words.length < MAY_ANSWER ? 2 : 3;
  add('length', 1, length);
  const [now, then] = [conversation.utterances[at], conversation.utterances[at - 1]];
  if (!last || !now || !then) return;
  const first = own.texts[0] ?? '';
  const answer = YES.has(first) ? 1 : NO.has(first) ? 2 : 3;
  const whose = now.speaker === then.speaker ? 1 : 2;
  const asks = /\?\s*$/.test(then.text) ? 1 : 2;
  add('shape', 1, whose, asks, answer, length);
  last.words.forEach(({ word }, i) => {
    const next = last.words[i + 1];
    add('before', BEFORE, whose, word);
    if (next) add('before-two', BEFORE, whose, word, next.word);
    if (length === 3) return;
    add('answer', BEFORE, whose, answer, word);
    if (next) add('answer-two', BEFORE, whose, answer, word, next.word);
  });
}
