import { nameFitting } from '@callmesh/redaction';
import { pick } from '../learned/chance.js';

const { FIRST_NAMES, LAST_NAMES } = nameFitting;
const NOUNS = 'otter kettle falcon meadow tiger pebble harbour willow rocket marble lantern velvet copper cedar biscuit pepper thunder coral maple badger dolphin saffron comet ginger hazel walnut juniper orchid panda puffin ranger river saddle sunset tulip violin wombat breeze canyon ember glacier'.split(' ');
const DIGITS = 'zero one two three four five six seven eight nine'.split(' ');

const number = (next: () => number, size: number): string => Array.from({ length: size }, () => Math.floor(next() * 10)).join('');
const word = (next: () => number): string => (next() < 0.5 ? pick(NOUNS, next) : pick(next() < 0.5 ? FIRST_NAMES : LAST_NAMES, next).replace(/[^a-z]/g, ''));
const large = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const year = (next: () => number): string => `${next() < 0.6 ? 19 : 20}${number(next, 2)}`;

const ACCOUNTS: readonly ((next: () => number) => string)[] = [
  (next) => `${pick(FIRST_NAMES, next)}.${pick(LAST_NAMES, next)}`,
  (next) => `${pick(FIRST_NAMES, next)}_${pick(LAST_NAMES, next)}`,
  (next) => `${pick(FIRST_NAMES, next).charAt(0)}${pick(LAST_NAMES, next)}${number(next, 1 + Math.floor(next() * 3))}`,
  (next) => `${pick(FIRST_NAMES, next).charAt(0)}${pick(LAST_NAMES, next)}`,
  (next) => `${word(next)}_${word(next)}`,
  (next) => `${word(next)}-${word(next)}`,
  (next) => `${word(next)}${next() < 0.5 ? year(next) : number(next, 2)}`,
  (next) => `${large(word(next))}${large(word(next))}${next() < 0.5 ? number(next, 2) : ''}`,
  (next) => `${word(next)}_${number(next, 2)}`,
  (next) => `${word(next)}.${word(next).charAt(0)}`,
  (next) => `${word(next)}${word(next)}`,
  (next) => `svc_${word(next)}`,
];
const SECRETS: readonly ((next: () => number) => string)[] = [
  (next) => `${large(word(next))}${year(next)}`,
  (next) => `${word(next)}${number(next, 2)}`,
  (next) => `${large(word(next))}${pick(['!', '#', '*', '$', '&'], next)}${number(next, 2)}`,
  (next) => `${large(word(next))}-${large(word(next))}-${number(next, 2)}`,
  (next) => `${word(next)}-${word(next)}-${word(next)}`,
  (next) => `${large(word(next))}_${number(next, 2)}`,
  (next) => `${large(word(next))}.${number(next, 2)}.${word(next)}`,
  (next) => `${pick([...'XqTkRf'], next)}${pick([...'kz9bw'], next)}${number(next, 1)}${pick(['#', '-', '!', ''], next)}${word(next).slice(0, 4)}${number(next, 1)}`,
  (next) => large(word(next)).replace('o', '0').replace('a', '@').replace('e', '3') + number(next, 2),
  (next) => `${word(next)} ${word(next)} ${pick(DIGITS, next)}`,
  (next) => large(word(next)),
  (next) => word(next),
];

/** Another name of an account, or another secret, as they are written or said; what is said in words stays as it is but for the words. */
export function otherSecret(said: string, type: string, next: () => number): string {
  if (/\s/.test(said) || /^\W*\d[\d\W]*$/.test(said)) return reworded(said, next);
  if (/^\p{L}+$/u.test(said) && type === 'PASSWORD') return (/^\p{Lu}/u.test(said) ? large : (text: string) => text)(word(next));
  return (said.startsWith('@') ? '@' : '') + pick(type === 'PASSWORD' ? SECRETS : ACCOUNTS, next)(next);
}

const KEPT = new Set('dot underscore dash hyphen hash star capital small double dollar exclamation mark percent ampersand slash all one word lower case upper and the as in for a an plus sign'.split(' '));

const reworded = (said: string, next: () => number): string =>
  said.replace(/\d/g, () => number(next, 1)).replace(/\p{L}{3,}/gu, (one) => {
    const small = one.toLowerCase();
    const other = DIGITS.includes(small) ? pick(DIGITS, next) : KEPT.has(small) || nameFitting.isNumberWord(small) ? small : word(next);
    return small === one ? other : large(other);
  });
