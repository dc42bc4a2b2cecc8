import { COMMON, is } from './lexicon.js';
import type { Topic } from './topics.js';

/** What agents call the things they ask for, where it is long enough to be told by its sound. */
const PHRASES: Readonly<Partial<Record<Topic, readonly string[]>>> = {
  expiry: ['expiry', 'expiration', 'expiry date', 'expires'],
  cvv: ['cvv', 'cvc', 'security code', 'card verification'],
  password: ['pin number', 'four digit pin', 'four digit', 'memorable word'],
  birth: ['date of birth'],
  id: ['tax file number', 'national insurance', 'insurance number', 'identity card'],
  passport: ['passport number'],
  bank: ['sort code', 'routing number', 'account number', 'bank details'],
  email: ['at sign', 'email address'],
  street: ['post code', 'delivery address', 'postal address', 'billing address', 'home address'],
  licence: ['driving licence', 'drivers license'],
  phone: ['phone number', 'mobile number', 'telephone number', 'contact number', 'call back number'],
  name: ['last name', 'first name', 'full name', 'maiden name', 'your surname'],
  ssn: ['social security'],
  card: ['card number', 'credit card', 'debit card', 'sixteen digit', 'long number'],
  spelling: ['spell that for'],
};

/** Consonants that a recogniser takes for one another, as one; vowels, h, w and y stand for nothing. */
const SOUND: Readonly<Record<string, string>> = { b: 'p', c: 'k', d: 't', f: 'f', g: 'k', j: 'k', k: 'k', l: 'l', m: 'm', n: 'n', p: 'p', q: 'k', r: 'r', s: 's', t: 't', v: 'f', x: 'ks', z: 's' };

/** The consonants of a word, none twice in a row; a letter's name is its consonant: "c v v". */
function soundOf(word: string): string {
  if (word === 'of') return 'f';
  let sound = '';
  for (let at = 0; at < word.length; at += 1) {
    const [letter = '', next = ''] = [word[at], word[at + 1]];
    if (letter === 'g' && next === 'h') continue;
    const isSoft = letter === 'c' && (word.length === 1 || next === 'e' || next === 'i' || next === 'y');
    const one = isSoft ? 's' : letter === 'p' && next === 'h' ? 'f' : letter === 'k' && next === 'n' && at === 0 ? '' : (SOUND[letter] ?? '');
    if (one !== '' && !sound.endsWith(one)) sound += one;
  }
  return sound;
}

/** Letters that are no word are names of letters. */
const wordsIn = (text: string): string[] => (text.toLowerCase().replaceAll("'", '').match(/[a-z]+/g) ?? []).flatMap((word) => (word.length < 4 && /^[b-df-hj-np-tv-xz]{2,3}$/.test(word) ? [...word] : [word]));

/** Shorter ones have to sound the same; of longer ones one sound may be wrong. */
const EXACT_BELOW = 6;
const LEAST = 3;
const MAX_WORDS = 5;

const SOUNDS: ReadonlyMap<string, Topic> = new Map(
  Object.entries(PHRASES).flatMap(([topic, phrases]) => phrases.map((phrase) => [wordsIn(phrase).map(soundOf).join(''), topic as Topic] as const).filter(([sound]) => sound.length >= LEAST)),
);
/** Sounds of "number". */
const NUMBER = soundOf('number');
/** "Number" alone is half of a phrase: the rest has to be right. */
const LONG = new Map<string, (readonly [string, Topic])[]>();
/** Both ends have to be right. */
const endsOf = (sound: string): string => `${sound[0] ?? ''}${sound.at(-1) ?? ''}`;
for (const one of SOUNDS) {
  const [sound] = one;
  if (sound.length >= EXACT_BELOW && !sound.endsWith(NUMBER)) LONG.set(endsOf(sound), [...(LONG.get(endsOf(sound)) ?? []), one]);
}
const LONGEST = Math.max(...[...SOUNDS.keys()].map(({ length }) => length)) + 1;

/** Does one sound stand for another, is one missing, or one too many? */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let back = 0;
  while (back < Math.min(a.length, b.length) - from && a.at(-1 - back) === b.at(-1 - back)) back += 1;
  return Math.max(a.length, b.length) - from - back <= 1;
}

/**
 * What a question asks for whose words a recogniser misheard: "the six year T code" is the security code. Told by the consonants alone, so
 * it is for short questions that name nothing by their words. Linear in their length.
 */
export function misheardTopic(question: string): Topic | null {
  const words = wordsIn(question);
  const sounds = words.map(soundOf);
  for (let from = 0; from < sounds.length; from += 1) {
    let sound = '';
    for (let to = from; to < Math.min(sounds.length, from + MAX_WORDS); to += 1) {
      sound += sounds[to] ?? '';
      if (sound.length > LONGEST) break;
      if (sound.length < LEAST) continue;
      const topic = SOUNDS.get(sound) ?? (sound.length < EXACT_BELOW - 1 || words.slice(from, to + 1).every((word) => is(word, COMMON)) ? undefined : LONG.get(endsOf(sound))?.find(([known]) => isOneOff(known, sound))?.[1]);
      if (topic !== undefined) return topic;
    }
  }
  return null;
}
