import { isCommonWord } from './common-words.js';
import { smallNumber, type NumberMention } from './numbers.js';
import { spelledBefore } from './spelled-letters.js';
import type { Conversation, Token } from './tokens.js';

/** An id as it is written down, and where it was said. */
export interface WrittenId {
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** What stands glued to a number and is no part of an id: "3rd", "5pm", "24-hour", "10k". */
const UNITS = /^(?:st|nd|rd|th|am|pm|h|hrs?|hours?|days?|weeks?|months?|years?|mins?|minutes?|k|m|kg|g|lb|lbs|oz|ml|l|gb|mb|tb|mbps|cm|mm|inch|in|ft|x|p|c|percent|euros?|eur|usd|gbp|dollars?|pounds?|rs|km|kw|kwh|s)$/;
/** Capitals and single letters that are words before a number. */
const WORDS = new Set('i a ok okay uk us usa eu tv id pin vat no nr po am pm and or is it in on to at of my rs eur usd gbp aud cad inr aed chf sgd zar nzd'.split(' '));
const NAMES_IT = new Set(['order', 'orders', 'invoice', 'invoices', 'number', 'no', 'reference', 'ref', 'bill', 'purchase']);
/** Beginnings that shops and offices give to their numbers; recognisers may write them small. */
const KNOWN = new Set(['inv', 'ord', 'so', 'bk', 'rma', 'cn']);
const DASHES = new Set(['dash', 'hyphen', 'slash', 'stroke']);

const written = (conversation: Conversation, token: Token): string => conversation.utterances[token.utterance]?.text.slice(token.start, token.end) ?? '';
const isLetters = (text: string, most: number): boolean => new RegExp(`^[a-z]{1,${most}}$`).test(text);

/** Words that are written small, except where their letters begin an id: "IS 5660". */
const SMALL_WORDS = new Set('is it in on to at of my or and am pm'.split(' '));
const isShouted = (conversation: Conversation, token: Token): boolean => SMALL_WORDS.has(token.text) && /[a-z]/.test(conversation.utterances[token.utterance]?.text ?? '');

/** Letters without a vowel are read letter by letter, however small they were written: "gb 7 7 4 0 3". */
const CONSONANTS = /^[bcdfghjklmnpqrstvwxz]{2,4}$/;
const ABBREVIATIONS = new Set('mr mrs ms dr st hm hmm mm mhm th pm nr nd rd tv kg km mb gb tb vs pls ps ft lb lbs ml cm rs kw hz mbps sgd gbp nz hrs hr wk wks mth'.split(' '));

/** Abbreviations that people say count where the digits are read out one by one. */
function isUnspeakable({ tokens }: Conversation, text: string, number: NumberMention): boolean {
  if (!CONSONANTS.test(text)) return false;
  return !ABBREVIATIONS.has(text) || (number.to - number.from >= 3 && !/^(?:mr|mrs|ms|dr|hmm?|mm|mhm|tv|pls|rs)$/.test(text) && tokens.slice(number.from, number.to).every((t) => t.text.length === 1 || smallNumber(t.text) !== null));
}

/** Letters that were said or written before a number: "AB-1234", "K O 20391", "double B 7 7 1". */
function lettersBefore(conversation: Conversation, number: NumberMention, sentenceFrom: number): { letters: string; from: number; glued: boolean } | null {
  const { tokens } = conversation;
  let at = number.from - 1;
  const glue = tokens[number.from]?.glue;
  if (at < sentenceFrom) return null;
  if (DASHES.has(tokens[at]?.text ?? '')) at -= 1;
  const before = tokens[at];
  if (!before || at < sentenceFrom) return null;
  const raw = written(conversation, before);
  const glued = (glue === '-' || glue === '' || glue === '/' || glue === '_') && at === number.from - 1;
  if (glued && isLetters(before.text, 5) && !NAMES_IT.has(before.text) && (number.digits.length >= 3 || /^[A-Z]{2,}$/.test(raw))) return { letters: raw.toUpperCase(), from: at, glued };
  if (number.digits.length < 3) return null;
  const { letters, from } = spelledBefore(tokens, at + 1, sentenceFrom, (i) => /^[A-Z]$/.test(written(conversation, tokens[i] ?? before)));
  // "K for king, O for old, 2 0 3 9 1": what was spelled goes with the number over a pause; "on Friday at 5 P.M., 2031" does not.
  if (tokens[number.from]?.afterPause) return letters.length >= 2 && !WORDS.has(letters.toLowerCase()) ? { letters, from, glued: false } : null;
  const upper = letters.length === 1 && /^[A-Z]$/.test(written(conversation, tokens[from] ?? before));
  if (letters.length >= 2 || (upper && letters !== 'I') || (letters.length === 1 && !WORDS.has(letters.toLowerCase()) && number.digits.length >= 4)) return { letters, from, glued: false };
  if (KNOWN.has(before.text) && (before.text !== 'so' || raw === 'SO')) return { letters: raw.toUpperCase(), from: at, glued: false };
  if (/^[A-Z]{2,5}$/.test(raw)) return (!WORDS.has(before.text) || isShouted(conversation, before)) && !NAMES_IT.has(before.text) ? { letters: raw, from: at, glued: false } : null;
  return isUnspeakable(conversation, before.text, number) ? { letters: raw.toUpperCase(), from: at, glued: false } : null;
}

/** "4417-B", "4417B". */
function lettersAfter(conversation: Conversation, number: NumberMention): { letters: string; to: number } | null {
  const after = conversation.tokens[number.to];
  if (!after || (after.glue !== '-' && after.glue !== '') || !isLetters(after.text, 3) || UNITS.test(after.text) || number.digits.length < 3 || (isCommonWord(after.text) && after.text.length > 1)) return null;
  return { letters: `${after.glue}${written(conversation, after).toUpperCase()}`, to: number.to + 1 };
}

/** A number with the letters that belong to it; null when it has none. Groups that were written with hyphens keep them: "INV-2026-0912". */
export function letteredId(conversation: Conversation, number: NumberMention, sentenceFrom: number): WrittenId | null {
  const before = lettersBefore(conversation, number, sentenceFrom);
  const after = lettersAfter(conversation, number);
  if (!before && !after) return null;
  const tokens = conversation.tokens.slice(number.from, number.to);
  const hyphens = before?.glued === true && tokens.every((t) => /^\d+$/.test(t.text)) && tokens.slice(1).every((t) => t.glue === '-');
  // Digits that were read one by one are no groups: "K-2-0-3-9-1".
  const digits = hyphens && tokens.every((t) => t.text.length > 1) ? tokens.map((t) => t.text).join('-') : number.digits;
  const joint = before?.glued === true && conversation.tokens[number.from]?.glue === '' ? '' : '-';
  return { value: `${before ? before.letters + joint : ''}${digits}${after?.letters ?? ''}`, from: before?.from ?? number.from, to: after?.to ?? number.to };
}

/** An id as it is compared: without what cannot be heard. */
export const spokenId = (value: string): string => value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
