import type { Token } from './tokens.js';

/** A letter that was said, and where its saying begins. */
interface SpelledLetter {
  readonly letters: string;
  readonly from: number;
  /** A letter is one; a radio operator's word is one beside another, and a word that sounds like one between others and a number. */
  readonly by: 'letter' | 'radio' | 'sound';
}

/** The alphabet of radio operators, which stands for itself. */
const RADIO = new Set(
  'alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu'.split(' '),
);
/** Names of letters as recognisers write them. */
const SOUNDS = new Map(
  Object.entries({ ay: 'A', bee: 'B', be: 'B', see: 'C', sea: 'C', cee: 'C', dee: 'D', eff: 'F', gee: 'G', aitch: 'H', eye: 'I', jay: 'J', kay: 'K', ell: 'L', em: 'M', en: 'N', pea: 'P', pee: 'P', queue: 'Q', cue: 'Q', are: 'R', ess: 'S', tea: 'T', tee: 'T', you: 'U', vee: 'V', ex: 'X', why: 'Y', zed: 'Z', zee: 'Z' }),
);
/** What stands between a letter and the word that begins with it: "B for baker", "K as in king". */
const FOR = new Set(['for', 'like', 'in']);

/** The letter whose saying ends with the token `at`, not reaching before `least`; null when no letter is said there. */
function spelledLetter(tokens: readonly Token[], at: number, least: number): SpelledLetter | null {
  const text = tokens[at]?.text ?? '';
  const link = tokens[at - 1]?.text ?? '';
  if (FOR.has(link)) {
    const letterAt = link === 'in' ? at - 3 : at - 2;
    const letter = tokens[letterAt]?.text ?? '';
    const isLinked = link !== 'in' || tokens[at - 2]?.text === 'as';
    const said = /^[a-z]$/.test(letter) ? letter : (SOUNDS.get(letter)?.toLowerCase() ?? '');
    if (letterAt >= least && isLinked && said !== '' && text.length > 1 && text.startsWith(said)) return { letters: said.toUpperCase(), from: letterAt, by: 'letter' };
  }
  if (/^[a-z]$/.test(text)) return { letters: text.toUpperCase(), from: at, by: 'letter' };
  if (text === 'you' && link === 'double' && at - 1 >= least) return { letters: 'W', from: at - 1, by: 'sound' };
  if (RADIO.has(text)) return { letters: text.slice(0, 1).toUpperCase(), from: at, by: 'radio' };
  const sound = SOUNDS.get(text);
  return sound === undefined ? null : { letters: sound, from: at, by: 'sound' };
}

const MOST_LETTERS = 4;

/**
 * The letters that are spelled out before the token `end`, as many as stand in a row, and where they begin.
 * @param isLarge whether a token is written large: "A" may be a letter where "a" is a word.
 */
export function spelledBefore(tokens: readonly Token[], end: number, least: number, isLarge: (at: number) => boolean): { readonly letters: string; readonly from: number } {
  let [letters, from, radio] = ['', end, 0];
  let kept = { letters, from };
  while (from > least && letters.length < MOST_LETTERS) {
    const said = spelledLetter(tokens, from - 1, least);
    if (!said) break;
    // "T A 4410" is read out letter by letter, also where it is written small.
    const isAmongLetters = from - 2 >= least && /^[b-hj-z]$/.test(tokens[from - 2]?.text ?? '');
    const isWord = said.by === 'letter' && said.from === from - 1 && /^[ai]$/.test(tokens[from - 1]?.text ?? '') && !isAmongLetters;
    // "Is a 4410", "I see 4410": a small "a" is a word, and so is "I" before one.
    if (isWord && kept.letters === '' && (letters !== '' || !isLarge(from - 1))) break;
    const isTwice = said.letters !== 'W' && said.from > least && tokens[said.from - 1]?.text === 'double';
    letters = said.letters.repeat(isTwice ? 2 : 1) + letters;
    from = said.from - (isTwice ? 1 : 0);
    if (said.by === 'radio') radio += 1;
    if (said.by === 'letter' || (said.by === 'radio' && (radio > 1 || kept.letters !== ''))) kept = { letters, from };
  }
  return kept;
}
