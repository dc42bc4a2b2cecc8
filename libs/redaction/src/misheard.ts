import type { Topic } from './topics.js';

/** What agents call the things they ask for, where it is long enough to be told by its sound. */
const PHRASES: Readonly<Partial<Record<Topic, readonly string[]>>> = {
  expiry: ['expiry', 'expiration', 'expiry date', 'expires'],
  cvv: ['cvv', 'cvc', 'security code', 'card verification'],
  password: ['pin number', 'four digit pin', 'memorable word'],
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

/** Consonants that a recogniser takes for one another, as one. A letter's name is its consonant: "c v v". */
function soundOf(word: string): string {
  if (word.length === 1) return word === 'c' ? 's' : same(word);
  return same(word.replace(/ph/g, 'f').replace(/gh|kn(?=[a-z])/g, (match) => (match === 'gh' ? '' : 'n')).replace(/c(?=[eiy])/g, 's').replace(/^of$/, 'f'));
}

const same = (letters: string): string =>
  letters.replace(/x/g, 'ks').replace(/[cqgj]/g, 'k').replace(/z/g, 's').replace(/v/g, 'f').replace(/d/g, 't').replace(/b/g, 'p').replace(/[aeiouyhw]/g, '').replace(/(.)\1+/g, '$1');

/** Letters that are no word are names of letters. */
const wordsIn = (text: string): string[] => (text.toLowerCase().replaceAll("'", '').match(/[a-z]+/g) ?? []).flatMap((word) => (/^[b-df-hj-np-tv-xz]{2,3}$/.test(word) ? [...word] : [word]));

const soundsOf = (text: string): string[] => wordsIn(text).map(soundOf);

/** Shorter ones have to sound the same; of longer ones one sound may be wrong. */
const EXACT_BELOW = 6;
const LEAST = 3;
const MAX_WORDS = 5;

const SOUNDS: ReadonlyMap<string, Topic> = new Map(
  Object.entries(PHRASES).flatMap(([topic, phrases]) => phrases.map((phrase) => [soundsOf(phrase).join(''), topic as Topic] as const).filter(([sound]) => sound.length >= LEAST)),
);
/** Sounds of "number". */
const NUMBER = soundOf('number');
/** "Number" alone is half of a phrase: the rest has to be right. */
const LONG = [...SOUNDS].filter(([sound]) => sound.length >= EXACT_BELOW && !sound.endsWith(NUMBER));

/** Does one sound between the first and the last stand for another, is one missing, or one too many? */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a[0] !== b[0] || a.at(-1) !== b.at(-1)) return false;
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
  const sounds = soundsOf(question);
  for (let from = 0; from < sounds.length; from += 1) {
    let sound = '';
    for (let to = from; to < Math.min(sounds.length, from + MAX_WORDS); to += 1) {
      sound += sounds[to] ?? '';
      const topic = SOUNDS.get(sound) ?? (sound.length < EXACT_BELOW - 1 ? undefined : LONG.find(([known]) => isOneOff(known, sound))?.[1]);
      if (topic !== undefined) return topic;
    }
  }
  return null;
}
