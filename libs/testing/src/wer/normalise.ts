import { spokenNumbersToFigures } from './numbers.js';

/** Sounds that carry no word; engines are trained to leave them out, people to write them down. */
const FILLERS = new Set(['um', 'uh', 'uhm', 'erm', 'er', 'hm', 'hmm', 'mm', 'mhm', 'ah', 'eh']);

/** Spellings of one and the same spoken word. */
const SPELLINGS = new Map([
  ['alright', 'all right'],
  ['anymore', 'any more'],
  ['ok', 'okay'],
  ['mr', 'mister'],
  ['mrs', 'missus'],
  ['dr', 'doctor'],
  ['carpark', 'car park'],
  ['snowshoes', 'snow shoes'],
  ['oclock', ''],
]);

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bwon't\b/g, 'will not'],
  [/\bcan't\b|\bcannot\b/g, 'can not'],
  [/n't\b/g, ' not'],
  [/'m\b/g, ' am'],
  [/'re\b/g, ' are'],
  [/'ve\b/g, ' have'],
  [/'ll\b/g, ' will'],
  [/'d\b/g, ' would'],
  [/\blet's\b/g, 'let us'],
  [/\b(it|that|what|who|he|she|there|here|where|how|when)'s\b/g, '$1 is'],
];

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** `$89.90` is spoken "eighty nine dollars and ninety cents"; both sides are brought to `89 dollars 90 cents`. */
function spellMoney(text: string): string {
  return text
    .replace(/\$\s?(\d[\d,]*)\.(\d{2})\b/g, (_, whole: string, cents: string) => `${whole} dollars ${cents === '00' ? '' : `${Number(cents)} cents`}`)
    .replace(/\$\s?(\d[\d,]*)/g, '$1 dollars')
    .replace(/\b(dollars?) and (?=\S+(?: \S+)? cents?\b)/g, '$1 ');
}

/** `11/17/2026` → `november 17 2026` (month first, as in the samples' country); `10:30` → `10 30`; `10:00` → `10`; `10 a.m.` → `10 am`. */
function spellDatesAndTimes(text: string): string {
  return text
    .replace(/\b(1[0-2]|0?[1-9])\/(\d{1,2})\/(\d{4})\b/g, (_, month: string, day: string, year: string) => `${MONTHS[Number(month) - 1] ?? month} ${Number(day)} ${year}`)
    .replace(/\b(\d{1,2}):00\b/g, '$1')
    .replace(/\b(\d{1,2}):(\d{2})\b/g, '$1 $2')
    .replace(/\b([ap])\.?\s?m\b\.?/g, '$1m')
    .replace(/(\d)([ap]m)\b/g, '$1 $2');
}

/** `mary.quill@example.com` → `mary dot quill at example dot com`, as it is spoken. */
function spellAddresses(text: string): string {
  return text.replace(/\S+@\S+\.[a-z]{2,}/g, (address) => address.replaceAll('@', ' at ').replaceAll('.', ' dot ').replaceAll('_', ' underscore ').replaceAll('-', ' dash '));
}

/**
 * Brings a transcript to the form in which two of them are compared: the words that were spoken, without the choices an
 * engine makes when it writes them down (after the idea of Whisper's own English normaliser). In this order:
 * case and quotes folded; addresses, money, dates and times written as they are spoken; contractions written out;
 * hyphens and all other punctuation become spaces; fillers left out; a few spellings unified; numbers as single figures.
 * @returns the words, in order
 */
export function normaliseTranscript(text: string): string[] {
  let folded = text.normalize('NFKC').toLowerCase().replace(/[‘’]/g, "'");
  folded = spellDatesAndTimes(spellMoney(spellAddresses(folded.replace(/\be-mail\b/g, 'email'))));
  for (const [pattern, replacement] of CONTRACTIONS) folded = folded.replace(pattern, replacement);
  folded = folded.replace(/(\d),(?=\d{3}\b)/g, '$1').replace(/&/g, ' and ').replace(/%/g, ' percent ').replace(/'/g, '');
  const words = folded
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !FILLERS.has(word))
    .flatMap((word) => (SPELLINGS.get(word) ?? word).split(' '))
    .filter((word) => word !== '');
  return spokenNumbersToFigures(words);
}
