import { isCommonWord } from '../language/common-words.js';
import { isSmallWriting, isWrittenLarge, writtenAt, type SpokenName } from '../language/names.js';
import type { Conversation, Sentence } from '../language/tokens.js';

/** What could be a company's name, by its form alone; whether it is one, and of whom, the words around it tell. */
export interface NameCandidate extends SpokenName {
  readonly sentence: Sentence;
}

const LONGEST = 4;
/** Written large wherever they stand. */
const NEVER = new Set('i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december mr mrs ms dr ok okay english tv pin id'.split(' '));
const JOINS = new Set(['and', '&', 'n', 'of', 'the']);
/** Words that a name stands right behind, though it is made of the most usual words: "with three", "than sum up". */
const LEADS = new Set('with from to at on than like called by use uses using used joined via over try tried got had chose choose through is was were and or as versus into against'.split(' '));
/** Words of grammar begin and end no name. */
const GRAMMAR = new Set(
  `i you he she it we they me him her us them my your his its our their this that these those a an the some any no not all both each every one ones and or but so because if then than as of in on at by for from with to into over about up out off
   is am are was were be been being have has had do does did will would can could shall should may might must what which who when where why how there here yes yeah okay right well just only also too very really now today tomorrow yesterday again still
   something anything nothing everything someone anyone somebody nobody much many more most less least other another same next last first please thanks thank sorry hello hi get go see know think want need mean say said like got going`.split(/\s+/),
);

const isLarge = (conversation: Conversation, at: number): boolean => {
  const token = conversation.tokens[at];
  return token !== undefined && isWrittenLarge(conversation, at) && !NEVER.has(token.text);
};

/** Where the run of large words that begins at a token ends. */
function largeRun(conversation: Conversation, from: number, sentence: Sentence): number {
  const { tokens } = conversation;
  let to = from + 1;
  while (to < sentence.to && to - from < LONGEST && !tokens[to]?.afterPause && tokens[to]?.utterance === tokens[from]?.utterance) {
    const sameWord = tokens[to]?.start === tokens[to - 1]?.start;
    if (sameWord || isLarge(conversation, to) || tokens[to]?.glue === '-' || tokens[to]?.glue === '&' || tokens[to]?.glue === '') to += 1;
    else if (JOINS.has(tokens[to]?.text ?? '') && tokens[to]?.text !== 'and' && to + 1 < sentence.to && isLarge(conversation, to + 1)) to += 2;
    else break;
  }
  return to;
}

function largeNames(conversation: Conversation, sentence: Sentence): NameCandidate[] {
  const found: NameCandidate[] = [];
  for (let at = sentence.from; at < sentence.to; ) {
    if (!isLarge(conversation, at)) {
      at += 1;
      continue;
    }
    const to = largeRun(conversation, at, sentence);
    // A sentence begins with a capital, whatever its first word is.
    const from = at === sentence.from && isCommonWord(conversation.tokens[at]?.text ?? '') && to - at > 1 && GRAMMAR.has(conversation.tokens[at]?.text ?? '') ? at + 1 : at;
    const isPlainStart = from === sentence.from && to - from === 1 && isCommonWord(conversation.tokens[from]?.text ?? '');
    if (!isPlainStart) found.push({ ...writtenAt(conversation, from, to, false), sentence });
    at = to;
  }
  return found;
}

const isWord = (text: string | undefined): boolean => text !== undefined && /^\p{L}{1,}/u.test(text);
const isContent = (text: string | undefined): boolean => text !== undefined && isWord(text) && text.length > 1 && !GRAMMAR.has(text);
const isStrange = (text: string | undefined): boolean => text !== undefined && text.length > 2 && isWord(text) && !isCommonWord(text);

/** In small writing: strange words, with a neighbour or without, and whatever stands where names do. Several may overlap; the likeliest is meant. */
function smallNames(conversation: Conversation, sentence: Sentence): NameCandidate[] {
  const { tokens } = conversation;
  const text = (at: number): string | undefined => (at < sentence.to ? tokens[at]?.text : undefined);
  const found: NameCandidate[] = [];
  const add = (from: number, to: number): void => void found.push({ ...writtenAt(conversation, from, to, true), sentence });
  for (let at = sentence.from; at < sentence.to; at += 1) {
    const isLed = at === sentence.from || LEADS.has(text(at - 1) ?? '');
    const lettered = text(at)?.length === 1 && text(at) !== 'i' && text(at) !== 'a' && (text(at + 1) === 'and' || text(at + 1) === 'n') && text(at + 2)?.length === 1;
    if (lettered) add(at, at + 3);
    if (!isContent(text(at)) || (!isLed && !isStrange(text(at)))) continue;
    add(at, at + 1);
    if (isContent(text(at + 1)) && !tokens[at + 1]?.afterPause) add(at, at + 2);
    else if (isLed && (text(at + 1) === 'up' || text(at + 1) === 'and') && isContent(text(at + 1 + (text(at + 1) === 'and' ? 1 : 0)))) add(at, at + (text(at + 1) === 'and' ? 3 : 2));
    else if (isLed && text(at + 1) === 'up') add(at, at + 2);
  }
  return found;
}

/** Everything in a call that has the form of a name: in a text with capitals what is written large, in one without strange words and what stands where names do. */
export const nameCandidates = (conversation: Conversation): NameCandidate[] =>
  conversation.sentences.flatMap((sentence) => (isSmallWriting(conversation, sentence.from) ? smallNames(conversation, sentence) : largeNames(conversation, sentence)));
