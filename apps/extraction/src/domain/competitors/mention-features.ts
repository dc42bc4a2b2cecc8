import { isCommonWord } from '../language/common-words.js';
import { isFirmWord } from '../language/names.js';
import { isFirstName, isInItsRole } from '../language/no-firms.js';
import type { Conversation } from '../language/tokens.js';
import { FeatureBag, join, numberOf } from '../learned/feature-bag.js';
import { knownWords, type WordClasses } from '../phrases/known-words.js';
import type { NameCandidate } from './name-candidates.js';

/** All features of a candidate together have this length. */
export const MENTION_LENGTH = 4;
const CLASS = 0.7;
const FAR = 0.5;
/** Words so near stand at a known distance. */
const NEAR = 3;
const MOST_ASKED = 25;

const KINDS = ['left-1', 'left-2', 'left-3', 'right-1', 'right-2', 'right-3', 'left-two', 'right-two', 'around', 'around-three', 'left', 'right', 'left-class', 'right-class', 'same', 'same-class', 'asked', 'asked-two', 'asked-class', 'between', 'form', 'shape'] as const;
const kind = Object.fromEntries(KINDS.map((name) => [name, numberOf(`competitor#${name}`)])) as Record<(typeof KINDS)[number], number>;
const [EDGE, STRANGE, OWN] = ['^', '<name>', '<own>'].map(numberOf) as [number, number, number];

/** Marks are few, and the same in every call. */
const marked = new Map<string, number>();
function markOf(mark: string): number {
  let number = marked.get(mark);
  if (number === undefined) marked.set(mark, (number = numberOf(mark)));
  return number;
}

/** The words of a call as the model knows them, token by token: what they are, and their class, 0 for none. */
interface Words {
  readonly ids: Uint32Array;
  readonly classes: Uint32Array;
}

/** Where a candidate stands and what is known of the call. */
export interface Standing {
  readonly conversation: Conversation;
  /** Words of the firm that is called, and of its agents. */
  readonly own: ReadonlySet<string>;
}

/** What the mention model looks at: the words around a name and the question before it, never the name itself, of which only the form is told. */
export function mentionReader(classes: WordClasses): (standing: Standing, candidate: NameCandidate) => FeatureBag {
  const know = knownWords(classes);
  const bag = new FeatureBag();
  // A call has many candidates, and the same words around them.
  const read = new WeakMap<Standing, Words>();
  return (standing, candidate) => {
    bag.empty();
    let words = read.get(standing);
    if (!words) read.set(standing, (words = wordsOf(standing)));
    around(standing, words, candidate);
    formOf(standing, candidate);
    return bag;
  };

  function idOfWord(text: string, own: ReadonlySet<string>): number {
    if (isCommonWord(text)) return know(text).number;
    if (own.has(text)) return OWN;
    return text.length > 2 && /^\p{L}/u.test(text) ? STRANGE : know(text).number;
  }

  function wordsOf({ conversation: { tokens }, own }: Standing): Words {
    return { ids: Uint32Array.from(tokens, ({ text }) => idOfWord(text, own)), classes: Uint32Array.from(tokens, ({ text }) => know(text).ofClass) };
  }

  function around({ conversation: { tokens, utterances, sentences } }: Standing, { ids, classes: classOf }: Words, { from, to, sentence }: NameCandidate): void {
    const idAt = (at: number): number => ids[at] ?? EDGE;
    const idOf = (at: number): number => (at < sentence.from || at >= sentence.to ? EDGE : idAt(at));
    const [left, left2, left3, right, right2, right3] = [idOf(from - 1), idOf(from - 2), idOf(from - 3), idOf(to), idOf(to + 1), idOf(to + 2)];
    const placed = [[kind['left-1'], left], [kind['left-2'], left2], [kind['left-3'], left3], [kind['right-1'], right], [kind['right-2'], right2], [kind['right-3'], right3]] as const;
    for (const [where, id] of placed) bag.add(join(where, id), 1);
    bag.add(join(join(kind['left-two'], left2), left), 1);
    bag.add(join(join(kind['right-two'], right), right2), 1);
    bag.add(join(join(kind.around, left), right), 1);
    bag.add(join(join(join(kind['around-three'], left2), left), right), 1);
    // The same with words that stand for their class: "quoted", "offered" and "charge" are alike here.
    const meantAt = (at: number): number => (at < sentence.from || at >= sentence.to ? EDGE : (classOf[at] ?? 0) || idOf(at));
    bag.add(join(join(kind.between, meantAt(from - 1)), meantAt(to)), CLASS);
    for (let at = sentence.from; at < sentence.to; at += 1) {
      if (at >= from && at < to) continue;
      const isLeft = at < from;
      bag.add(join(isLeft ? kind.left : kind.right, idOf(at)), at < from - NEAR || at >= to + NEAR ? FAR : 1);
      const ofClass = classOf[at] ?? 0;
      if (ofClass) bag.add(join(isLeft ? kind['left-class'] : kind['right-class'], ofClass), CLASS);
    }
    for (const other of [sentences[sentence.index - 1], sentences[sentence.index + 1]]) {
      if (other?.speaker !== sentence.speaker) continue;
      for (let at = other.from; at < other.to; at += 1) {
        bag.add(join(kind.same, idAt(at)), FAR);
        const ofClass = classOf[at] ?? 0;
        if (ofClass) bag.add(join(kind['same-class'], ofClass), FAR * CLASS);
      }
    }
    // What was asked is the end of what the other side said last.
    let last = sentence.from - 1;
    while (last >= 0 && utterances[tokens[last]?.utterance ?? -1]?.speaker === sentence.speaker) last -= 1;
    const asked = tokens[last]?.utterance;
    for (let at = last; at >= 0 && at > last - MOST_ASKED && tokens[at]?.utterance === asked; at -= 1) {
      bag.add(join(kind.asked, idAt(at)), FAR);
      const ofClass = classOf[at] ?? 0;
      if (ofClass) bag.add(join(kind['asked-class'], ofClass), FAR * CLASS);
      if (at < last) bag.add(join(join(kind['asked-two'], idAt(at)), idAt(at + 1)), FAR);
    }
  }

  function formOf({ conversation: { tokens, utterances } }: Standing, { from, to, sentence, name, isSmall }: NameCandidate): void {
    const words = tokens.slice(from, to).map(({ text }) => text);
    const [first = '', last = ''] = [words[0], words.at(-1)];
    const marks = [
      isSmall ? 'small' : 'large',
      `${words.length} words ${isSmall ? 'small' : 'large'}`,
      `by ${sentence.speaker}`,
      ...(words.every((word) => isCommonWord(word)) ? [`usual ${isSmall}`] : words.some((word) => isCommonWord(word)) ? [`half usual ${isSmall}`] : ['strange']),
      ...(words.some(isFirmWord) ? ['firm'] : []),
      ...(isFirstName(first) ? [words.length === 1 ? 'person' : 'person and more'] : []),
      ...(words.some(isInItsRole) ? ['in its role'] : []),
      ...(/['’]s$/.test(name) ? ['of it'] : []),
      ...(/^[A-Z\d &]{2,}$/.test(name) ? ['capitals'] : []),
      ...(/\d/.test(name) ? ['digits'] : []),
      ...(from === sentence.from ? ['first'] : []),
      ...(to === sentence.to ? ['last'] : []),
      ...(from === sentence.from && to === sentence.to ? ['alone'] : []),
      ...(sentence.question ? ['asked'] : []),
      ...(sentence.to - sentence.from <= 5 ? ['short'] : []),
      ...(tokens[from - 1]?.sentence === tokens[from]?.sentence && tokens[from]?.afterPause ? ['after pause'] : []),
      ...(tokens[to]?.sentence === tokens[from]?.sentence && tokens[to]?.afterPause ? ['before pause'] : []),
      ...(/(?:ing|ed|ly|er|est|tion|ment|ness|able|ful|ous)$/.test(last) && !/^\p{Lu}/u.test(name) ? ['grammar'] : []),
      ...(utterances[tokens[from]?.utterance ?? -1]?.text.includes('[') ? ['placeholders'] : []),
    ];
    for (const mark of marks) bag.add(join(kind.form, markOf(mark)), 1);
    bag.add(join(join(kind.shape, markOf(marks.slice(0, 4).join())), from === sentence.from ? 1 : 0), 1);
  }
}
