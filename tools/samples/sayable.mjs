// A written line as a voice has to be given it: identifiers digit by digit, money in words, placeholders as what stood there before redaction.
import { readFileSync } from 'node:fs';

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const UNITS = [...DIGITS, 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** What a caller would have said where redaction left a placeholder, by its type; `*` for any other. The bench reads the same list. */
const SPOKEN = JSON.parse(readFileSync(new URL('../../bench/corpus/extraction/audio/placeholders.json', import.meta.url), 'utf8'));

const MONEY = { $: ['dollars', 'cents'], '£': ['pounds', 'pence'], '€': ['euros', 'cents'] };

/** A whole number below a million in words. */
function inWords(number) {
  if (number < 20) return UNITS[number];
  if (number < 100) return `${TENS[Math.floor(number / 10)]}${number % 10 ? ` ${UNITS[number % 10]}` : ''}`;
  if (number < 1000) return `${UNITS[Math.floor(number / 100)]} hundred${number % 100 ? ` and ${inWords(number % 100)}` : ''}`;
  return `${inWords(Math.floor(number / 1000))} thousand${number % 1000 ? ` ${number % 1000 < 100 ? 'and ' : ''}${inWords(number % 1000)}` : ''}`;
}

/** "48213" → "four eight two, one three": in groups of three, as people read them out. */
const digitByDigit = (digits) => (digits.match(/.{1,3}/g) ?? []).map((group) => [...group].map((digit) => DIGITS[Number(digit)]).join(' ')).join(', ');

/** "KO-20391" → "K O, two zero three, nine one". */
function identifier(text) {
  return (text.match(/[a-z]+|\d+/gi) ?? []).map((part) => (/\d/.test(part) ? digitByDigit(part) : part.length > 3 ? part : [...part.toUpperCase()].join(' '))).join(', ');
}

function money(sign, whole, cents) {
  const [unit, hundredth] = MONEY[sign];
  const rest = Number(cents ?? 0) > 0 ? ` and ${inWords(Number(cents))} ${hundredth}` : '';
  return `${inWords(Number(whole.replaceAll(',', '')))} ${unit}${rest}`;
}

const spokenFor = (values, number) => values[(number - 1) % values.length];

/**
 * @param {string} text a line of a dialogue.
 * @param {string[]} ids its labels' order and invoice ids: they are read out digit by digit, however short.
 */
export function sayable(text, ids = []) {
  const known = new Set(ids.flatMap((id) => [id, ...id.split(/[^\p{L}\p{N}]+/u)]).filter((id) => /\d{2}/.test(id)));
  return text
    .replace(/\[([A-Z_]+)_(\d+)\]/g, (_, type, number) => spokenFor(SPOKEN[type] ?? SPOKEN['*'], Number(number)))
    .replace(/([$£€])\s?(\d[\d,]*)(?:\.(\d\d))?/g, (_, sign, whole, cents) => money(sign, whole, cents))
    .replace(/\b(\d{1,2})(?::(\d\d))? ?([ap])\.?m\b\.?/gi, (_, hour, minute, half) => `${inWords(Number(hour))}${minute ? ` ${inWords(Number(minute))}` : ''} ${half} m`)
    .replace(/\b[A-Za-z]{1,4}[-/]?(?:\d[\d-]*\d)\b|\b\d+(?:[-/ ]\d+)+\b/g, (match) => identifier(match))
    .replace(/\b\d{1,3}(,\d{3})+\b/g, (match) => inWords(Number(match.replaceAll(',', ''))))
    .replace(/\b\d+\b(?!st|nd|rd|th)/g, (match) => (known.has(match) || match.length > 4 || match.startsWith('0') ? digitByDigit(match) : match))
    .replace(/[–—]/g, ', ');
}
