import type { SpeakerRole, Utterance } from '@callmesh/contracts';

/** One normalised word with the place it was said. A contraction gives several tokens with the same place. */
export interface Token {
  /** Lower case, apostrophes folded, contractions written out: "I'd" is `i`, `would`. */
  readonly text: string;
  /** Index of the utterance in the transcript. */
  readonly utterance: number;
  /** Character offsets in that utterance's text. */
  readonly start: number;
  readonly end: number;
  /** Index of its sentence. */
  readonly sentence: number;
  /** A comma, dash or semicolon stands between this token and the one before it. */
  readonly afterPause: boolean;
  /** What stands between it and the token before it when no space does ("", "-", "/"): `AB-1234`, `3/4`, `5pm`; else null. */
  readonly glue: string | null;
}

/** A sentence of one speaker, over an utterance's end where the speaker goes on; rules match inside it. */
export interface Sentence {
  readonly index: number;
  /** Index of the utterance in which it begins. */
  readonly utterance: number;
  readonly speaker: SpeakerRole;
  /** Range in the conversation's tokens. */
  readonly from: number;
  readonly to: number;
  readonly question: boolean;
}

/** The transcript as the rules see it. */
export interface Conversation {
  readonly utterances: readonly Utterance[];
  readonly tokens: readonly Token[];
  readonly sentences: readonly Sentence[];
}

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:won't|wont)$/, 'will not'],
  [/^(?:can't|cant|cannot)$/, 'can not'],
  [/^shan't$/, 'shall not'],
  [/^(do|does|did|is|are|was|were|has|have|had|would|could|should|need|must|might)n'?t$/, '$1 not'],
  [/^ain'?t$/, 'is not'],
  [/^(?:i'm|im)$/, 'i am'],
  [/^(?:let's)$/, 'let us'],
  [/^(?:wanna)$/, 'want to'],
  [/^(?:gonna)$/, 'going to'],
  [/^(?:gotta)$/, 'got to'],
  [/^(?:ive)$/, 'i have'],
  [/^(?:thats)$/, 'that is'],
  [/^(you|they|it|that)ll$/, '$1 will'],
  [/^(you|they)re$/, '$1 are'],
  [/^(you|they|we)ve$/, '$1 have'],
  [/^(.+)'d$/, '$1 would'],
  [/^(.+)'ll$/, '$1 will'],
  [/^(.+)'re$/, '$1 are'],
  [/^(.+)'ve$/, '$1 have'],
  [/^(it|that|there|here|what|who|he|she|where|how|when)'s$/, '$1 is'],
];

/** Contractions that engines write without their apostrophe. */
const RUN_TOGETHER = /^(?:\w+nt|cannot|im|ive|thats|wanna|gonna|gotta|(?:you|they|it|that)ll|(?:you|they)re|(?:you|they|we)ve)$/;
/** "Ill send it" is heard for "I'll send it", unless somebody is or feels ill. */
const CAN_BE_ILL = new Set(['am', 'is', 'are', 'was', 'were', 'be', 'been', 'very', 'so', 'really', 'feel', 'feeling', 'felt', 'fell', 'taken', 'seriously', 'an', 'quite', 'too']);

const FILLERS = new Set(['um', 'uh', 'uhm', 'er', 'erm', 'ah', 'hm', 'hmm', 'mm', 'mmm', 'eh']);
// A placeholder, an amount, a number with its own punctuation, an id with letters, or a word.
const WORD = /\[[A-Z]+(?:_[A-Z0-9]+)*\]|[$€£₹¥]|\d+(?:[.,:]\d+)*|[a-z]\.m\.?(?![a-z])|\p{L}[\p{L}]*(?:['’][\p{L}]+)*/giu;
/** The same for texts of ASCII alone, as nearly all English ones are: no table of letters is asked. */
const PLAIN_WORD = /\[[A-Za-z]+(?:_[A-Za-z0-9]+)*\]|\$|\d+(?:[.,:]\d+)*|[A-Za-z]\.[Mm]\.?(?![A-Za-z])|[A-Za-z]+(?:'[A-Za-z]+)*/g;
const NOT_PLAIN = /[^\0-\x7f]/;

/** Words that were written out once, as the very same strings: what compares them then compares no letters. */
const writtenOut = new Map<string, readonly string[]>();
const MOST_WORDS = 20_000;
/** One string for all that are alike, the same that patterns hold: as a property's name the runtime keeps but one. */
export const interned = (text: string): string => Object.keys({ [text]: 0 })[0] ?? text;

/** One word as it is written, as the words that it stands for. */
function expand(word: string): readonly string[] {
  const known = writtenOut.get(word);
  if (known) return known;
  // Words of all calls ever read are not kept.
  if (writtenOut.size > MOST_WORDS) writtenOut.clear();
  const words = writeOut(word).map(interned);
  writtenOut.set(word, words);
  return words;
}

function writeOut(word: string): string[] {
  const folded = word.toLowerCase().replaceAll('’', "'");
  if (!/['.]/.test(folded) && !RUN_TOGETHER.test(folded)) return [folded];
  const dayHalf = /^([ap])\.m\.?$/.exec(folded);
  if (dayHalf) return [`${dayHalf[1]}m`];
  for (const [shape, written] of CONTRACTIONS) if (shape.test(folded)) return folded.replace(shape, written).split(' ');
  return [folded.replace(/'s$/, '')];
}

/** Their full stop ends no sentence. */
const ABBREVIATIONS = new Set(['rs', 'mr', 'mrs', 'ms', 'dr', 'inv', 'approx', 'ref']);

/** "P P 3012": a letter by itself is read out, but for the two that are words. */
const isSpelled = (text: string): boolean => text.length === 1 && text !== 'i' && text !== 'a';

const isNumeric = (text: string): boolean => /\d/.test(text);

/** A breath inside a sentence: engines cut there, though the speaker goes on. */
const BREATH_MS = 1_500;

const carriesOn = (utterance: Utterance, next: Utterance | undefined): boolean =>
  next !== undefined && utterance.speaker !== 'unknown' && next.speaker === utterance.speaker && next.startMs - utterance.endMs <= BREATH_MS;

// Kinds, scorecards and trackers read the same call one after the other.
const conversations = new WeakMap<readonly Utterance[], Conversation>();

/** Splits a transcript into tokens and sentences: fillers are dropped, a stuttered word counts once. The same utterances are split once. */
export function readConversation(utterances: readonly Utterance[]): Conversation {
  const known = conversations.get(utterances);
  if (known) return known;
  const split = splitUp(utterances);
  conversations.set(utterances, split);
  return split;
}

function splitUp(utterances: readonly Utterance[]): Conversation {
  const tokens: Token[] = [];
  const sentences: Sentence[] = [];
  let from = 0;
  let pause = false;
  const close = (speaker: SpeakerRole, question: boolean): void => {
    const first = tokens[from];
    if (first) sentences.push({ index: sentences.length, utterance: first.utterance, speaker, from, to: tokens.length, question });
    from = tokens.length;
    pause = false;
  };
  utterances.forEach((utterance, index) => {
    let cursor = 0;
    for (const match of utterance.text.matchAll(NOT_PLAIN.test(utterance.text) ? WORD : PLAIN_WORD)) {
      const cursorBefore = cursor;
      const between = utterance.text.slice(cursor, match.index);
      const abbreviated = between.startsWith('.') && (ABBREVIATIONS.has(tokens.at(-1)?.text ?? '') || (/^(?:no|nr)$/.test(tokens.at(-1)?.text ?? '') && /^\d/.test(match[0])));
      const ending = abbreviated ? null : /[.?!…]/.exec(between);
      if (ending) close(utterance.speaker, between.includes('?'));
      else if (/[,;:–—]|\s-\s/.test(between)) pause = true;
      const end = match.index + match[0].length;
      cursor = end;
      const glue = cursorBefore > 0 && !/\s/.test(between) ? between : null;
      const isIWill = match[0].toLowerCase() === 'ill' && !CAN_BE_ILL.has(tokens.at(-1)?.text ?? '');
      for (const [part, text] of (isIWill ? ['i', 'will'] : expand(match[0])).entries()) {
        const last = tokens.at(-1);
        const repeated = last?.text === text && tokens.length > from && !isNumeric(text) && !NUMBER_WORDS.has(text) && !isSpelled(text);
        if (FILLERS.has(text) || repeated) continue;
        if (last?.text === 'all' && isAllForWill(tokens, from, text)) tokens[tokens.length - 1] = { ...last, text: 'will' };
        tokens.push({ text, utterance: index, start: match.index, end, sentence: sentences.length, afterPause: pause, glue: part === 0 ? glue : null });
        pause = false;
      }
    }
    const rest = utterance.text.slice(cursor);
    if (/[.?!…]/.test(rest) || !carriesOn(utterance, utterances[index + 1])) close(utterance.speaker, rest.includes('?'));
  });
  return { utterances, tokens, sentences };
}

/** "I all send it" is heard for "I'll send it"; "I all but gave up" is not. */
function isAllForWill(tokens: readonly Token[], from: number, next: string): boolean {
  const subject = tokens.length - 2 >= from ? tokens.at(-2)?.text : undefined;
  return (subject === 'i' || subject === 'he' || subject === 'she') && !NO_VERB_AFTER_ALL.has(next);
}
const NO_VERB_AFTER_ALL = new Set('but of the this that along right night day week alone over a too'.split(' '));

/** Words that may stand twice in a row because they are read out as digits. */
const NUMBER_WORDS = new Set('zero oh o one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' '));
