import { FeatureBag, join, numberOf } from '../learned/feature-bag.js';
import type { Conversation, Sentence } from '../language/tokens.js';
import { knownWords, type KnownWord, type WordClasses } from './known-words.js';

/** All features of an utterance together have this length, however long it is. */
export const LENGTH = 4;
/** What was said before counts for less than what is said, and a class for less than the word itself. */
const BEFORE = 0.5;
const CLASS = 0.7;
const SCOPE = 0.7;
/** What is answered tells how it was taken; of a long answer the beginning. */
const AFTER = 0.5;
const AFTER_CLASS = 0.35;
const MOST_AFTER = 20;
/** An utterance with fewer words may be an answer: what it says hangs on what was asked. */
const MAY_ANSWER = 9;
/** A negation reaches so many words ahead. */
const NEGATION_REACHES = 4;

const EDGE = numberOf('^');
const KINDS = ['one', 'two', 'three', 'class', 'classes', 'negated', 'supposed', 'others', 'asked', 'before', 'before-two', 'answer', 'answer-two', 'after', 'after-two', 'after-class', 'shape', 'length'] as const;
type Marks = Readonly<Record<(typeof KINDS)[number], number>>;
/** Where the number of a feature begins, by who says it and what kind of feature it is. */
const marksOf = (speaker: string): Marks => Object.fromEntries(KINDS.map((kind) => [kind, join(numberOf(speaker), numberOf(`#${kind}`))])) as unknown as Marks;
const [AGENT, CUSTOMER] = [marksOf('agent'), marksOf('customer')];

/** A stretch of tokens, up to the second one. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}
const NOTHING: Stretch = { from: 0, to: 0 };

/** Reads conversations for a model: all utterances, or one sentence as if nothing else had been said. What is told of each is told before the next is read. */
export interface PhraseReader {
  utterances<T>(conversation: Conversation, tell: (features: FeatureBag) => T): T[];
  sentence<T>(conversation: Conversation, sentence: Sentence, tell: (features: FeatureBag) => T): T;
}

/** A reader that looks words up once. */
export function phraseReader(classes: WordClasses): PhraseReader {
  const know = knownWords(classes);
  const bag = new FeatureBag();
  return {
    utterances(conversation, tell) {
      const words = conversation.tokens.map((token) => know(token.text));
      let from = 0;
      const stretches = conversation.utterances.map((_, at): Stretch => {
        let to = from;
        while (conversation.tokens[to]?.utterance === at) to += 1;
        const own = { from, to };
        from = to;
        return own;
      });
      return stretches.map((own, at) => {
        read(bag, { conversation, words, offset: 0, own, last: stretches[at - 1] ?? NOTHING, next: stretches[at + 1] ?? NOTHING, at, isFirst: at === 0 });
        return tell(bag);
      });
    },
    sentence(conversation, { from, to, utterance }, tell) {
      const words = conversation.tokens.slice(from, to).map((token) => know(token.text));
      read(bag, { conversation, words, offset: from, own: { from, to }, last: NOTHING, next: NOTHING, at: utterance, isFirst: true });
      return tell(bag);
    },
  };
}

/** What is read now: an utterance or a sentence, and what was said before and after it. */
interface Said {
  readonly conversation: Conversation;
  /** Words of the tokens from `offset` on. */
  readonly words: readonly KnownWord[];
  readonly offset: number;
  readonly own: Stretch;
  readonly last: Stretch;
  readonly next: Stretch;
  readonly at: number;
  /** Nothing was said before. */
  readonly isFirst: boolean;
}

function read(bag: FeatureBag, said: Said): void {
  const marks = said.conversation.utterances[said.at]?.speaker === 'agent' ? AGENT : CUSTOMER;
  bag.empty();
  sequences(bag, said, marks);
  scopes(bag, said, marks);
  before(bag, said, marks);
  after(bag, said, marks);
}

/** One to three words in a row, and two in which a word stands for its class. */
function sequences(bag: FeatureBag, { words, offset, own }: Said, marks: Marks): void {
  let a: KnownWord | null = null;
  let b = own.from < own.to ? (words[own.from - offset] ?? null) : null;
  for (let i = own.from; i <= own.to; i += 1) {
    // Before the first word and after the last one stands an edge.
    const next = i + 1 < own.to ? (words[i + 1 - offset] ?? null) : null;
    const [first, second] = [a?.number ?? EDGE, b?.number ?? EDGE];
    if (a) {
      bag.add(join(marks.one, first), 1);
      if (a.ofClass) bag.add(join(marks.class, a.ofClass), CLASS);
    }
    const two = join(marks.two, first);
    bag.add(join(two, second), 1);
    if (i < own.to) bag.add(join(join(join(marks.three, first), second), next?.number ?? EDGE), 1);
    if (a?.ofClass || b?.ofClass) bag.add(join(join(marks.classes, a?.meant ?? EDGE), b?.meant ?? EDGE), CLASS);
    a = b;
    b = next;
  }
}

/** Words after a negation, after an "if", of somebody else, in a question. */
function scopes(bag: FeatureBag, { conversation: { tokens, sentences }, words, offset, own }: Said, marks: Marks): void {
  let [negatedAt, supposed, ofOthers, sentence] = [-Infinity, false, false, -1];
  for (let i = own.from; i < own.to; i += 1) {
    const [token, word] = [tokens[i], words[i - offset]];
    if (!token || !word) continue;
    if (token.sentence !== sentence) [negatedAt, supposed, ofOthers, sentence] = [-Infinity, false, false, token.sentence];
    if (token.afterPause || word.turns) negatedAt = -Infinity;
    if (word.ofSelf) ofOthers = false;
    if (i - negatedAt <= NEGATION_REACHES) bag.add(join(marks.negated, word.meant), SCOPE);
    if (supposed) bag.add(join(marks.supposed, word.meant), SCOPE);
    if (ofOthers) bag.add(join(marks.others, word.meant), SCOPE);
    if (sentences[sentence]?.question) bag.add(join(marks.asked, word.meant), SCOPE);
    if (word.negates) negatedAt = i;
    if (word.supposes) supposed = true;
    if (word.ofOthers) ofOthers = true;
  }
}

/** What was said just before; of an answer, together with whether it says yes or no. */
function before(bag: FeatureBag, { conversation, words, offset, own, last, at, isFirst }: Said, marks: Marks): void {
  const count = own.to - own.from;
  const length = count < 4 ? 1 : count < MAY_ANSWER ? 2 : 3;
  bag.add(join(marks.length, length), 1);
  const [now, then] = [conversation.utterances[at], conversation.utterances[at - 1]];
  if (isFirst || !now || !then) return;
  const answer = count > 0 ? (words[own.from - offset]?.answers ?? 3) : 3;
  const whose = now.speaker === then.speaker ? 1 : 2;
  const asks = then.text.trimEnd().endsWith('?') ? 1 : 2;
  bag.add(join(join(join(join(marks.shape, whose), asks), answer), length), 1);
  const [one, two] = [join(marks.before, whose), join(marks['before-two'], whose)];
  const [answerOne, answerTwo] = [join(join(marks.answer, whose), answer), join(join(marks['answer-two'], whose), answer)];
  for (let i = last.from; i < last.to; i += 1) {
    const word = words[i - offset]?.number ?? EDGE;
    const next = i + 1 < last.to ? (words[i + 1 - offset]?.number ?? null) : null;
    bag.add(join(one, word), BEFORE);
    if (next !== null) bag.add(join(join(two, word), next), BEFORE);
    if (length === 3) continue;
    bag.add(join(answerOne, word), BEFORE);
    if (next !== null) bag.add(join(join(answerTwo, word), next), BEFORE);
  }
}

/** How it goes on: "I'm sorry to hear that", "that's cancelled for you". */
function after(bag: FeatureBag, { conversation: { utterances }, words, offset, next, at }: Said, marks: Marks): void {
  if (next.from === next.to) return;
  const whose = utterances[at]?.speaker === utterances[at + 1]?.speaker ? 1 : 2;
  const [one, two, ofClass] = [join(marks.after, whose), join(marks['after-two'], whose), join(marks['after-class'], whose)];
  const to = Math.min(next.to, next.from + MOST_AFTER);
  let last = EDGE;
  for (let i = next.from; i < to; i += 1) {
    const word = words[i - offset];
    if (!word) continue;
    bag.add(join(one, word.number), AFTER);
    bag.add(join(join(two, last), word.number), AFTER);
    if (word.ofClass) bag.add(join(ofClass, word.ofClass), AFTER_CLASS);
    last = word.number;
  }
}
