import type { Utterance } from '@callmesh/contracts';
import { readDigits } from '../digit-words.js';
import type { Finding } from '../finding.js';
import { tokensOf, type Token } from '../tokens.js';

/** Words that ask for a code of letters and digits, and the least number of digits in it. */
const CUES: readonly (readonly [type: string, pattern: RegExp, leastDigits: number])[] = [
  ['IBAN', /\biban\b/gi, 6],
  ['PASSPORT', /\bpassport\b/gi, 4],
  ['DRIVER_LICENCE', /\bdriv(?:er'?s?|ing) licen[cs]e\b|\blicen[cs]e (?:number|no)\b|\bdl (?:number|no)\b/gi, 4],
  ['NATIONAL_ID', /\bnational insurance\b|\bnino\b|\bpan (?:card|number)\b|\bnational id\b|\bidentity card\b|\bid card\b|\baadhaar\b|\badhar\b|\bsocial insurance\b|\bsin (?:number|is)\b|\btax file number\b|\btfn\b|\bsteuer-?\s?id\b|\bsteueridentifikationsnummer\b|\bnhs number\b|\bmedicare number\b|\bcpf\b|\bdni\b|\bbsn\b/gi, 4],
  ['BANK_ACCOUNT', /\bsort code\b|\brouting(?: number)?\b|\baba number\b|\bbank account\b|\b(?:checking|savings|current) account(?: number)?\b|\bbank details\b|\bbic\b|\bswift code\b/gi, 5],
  ['ACCOUNT', /\baccount (?:number|no|id)\b|\bmember(?:ship)? (?:number|id)\b|\bcustomer (?:number|id)\b|\bpolicy number\b/gi, 5],
];
const FORMS: readonly (readonly [type: string, pattern: RegExp, check?: (value: string) => boolean])[] = [
  ['IBAN', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, isIban],
  ['NATIONAL_ID', /\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g],
  ['NATIONAL_ID', /\b[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]\b/g],
];
const LINK = new Set("is it's its it's number no code was : are um uh er well so sure yes okay that's the my your and for on id - = # card a/c account sort routing iban ending".split(' '));
const INSIDE = new Set(['-', '/', ',', '.', 'dash', 'hyphen', 'um', 'uh', 'er', 'then', 'capital', 'letter', 'space']);
const WINDOW = 2;

/** Mod 97 of ISO 13616. */
function isIban(value: string): boolean {
  const plain = value.replaceAll(' ', '');
  let rest = 0;
  for (const char of plain.slice(4) + plain.slice(0, 4)) for (const digit of /\d/.test(char) ? char : String(char.charCodeAt(0) - 55)) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** Finds ids and account numbers: by their form, or after a word that asks for one, spelled out too ("A B, one two three"). */
export function findCodes(utterances: readonly Utterance[]): Finding[] {
  const open: { type: string; least: number; until: number }[] = [];
  return utterances.flatMap((utterance, index) => {
    const { text } = utterance;
    const found: Finding[] = FORMS.flatMap(([type, pattern, check]) =>
      [...text.matchAll(pattern)].filter(([value]) => check?.(value) ?? true).map((match) => finding(type, index, match.index, match.index + match[0].length, match[0], 'has the form of it', 0.95)),
    );
    const cues = CUES.flatMap(([type, pattern, least]) => [...text.matchAll(pattern)].map((match) => ({ type, least, at: match.index + match[0].length }))).sort((a, b) => a.at - b.at);
    const asked = open.findLast(({ until }) => index <= until);
    const starts = asked !== undefined && cues[0] === undefined ? [{ ...asked, at: 0 }] : cues;
    if (starts.length === 0) return found;
    const tokens = tokensOf(utterance);
    let from = 0;
    for (const { type, least, at } of starts) {
      while (from < tokens.length && (tokens[from]?.start ?? 0) < at) from += 1;
      const range = codeFrom(tokens, from, text, least);
      if (range !== null) found.push(finding(type, index, range.start, range.end, range.value, 'after a word that asks for it', 0.85));
    }
    open.length = 0;
    const last = cues.at(-1);
    if (last !== undefined) open.push({ ...last, until: index + WINDOW });
    return found;
  });
}

const finding = (type: string, utterance: number, start: number, end: number, value: string, reason: string, score: number): Finding => ({ type, value: value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase(), pieces: [{ utterance, start, end }], reason, score });

function codeFrom(tokens: readonly Token[], start: number, text: string, least: number): { start: number; end: number; value: string } | null {
  let from = start;
  while (from - start < 8 && LINK.has(tokens[from]?.text ?? '')) from += 1;
  let value = '';
  let last = from - 1;
  for (let at = from; at < Math.min(tokens.length, from + 60); ) {
    const token = tokens[at] as Token;
    const digits = readDigits(tokens, at);
    const raw = text.slice(token.start, token.end);
    if (digits !== null && !(digits.doubtful && digits.digits !== '0')) {
      value += digits.digits;
      at += digits.tokens;
      last = at - 1;
    } else if (token.kind === 'word' && (token.text.length === 1 || (raw.length <= 8 && raw === raw.toUpperCase()) || (token.text.length <= 5 && tokens[at + 1]?.kind === 'figures' && tokens[at + 1]?.start === token.end))) {
      value += token.text;
      last = at;
      at += 1;
    } else if (INSIDE.has(token.text) && value !== '') at += 1;
    else break;
  }
  const [first, end] = [tokens[from], tokens[last]];
  return first !== undefined && end !== undefined && (value.match(/\d/g)?.length ?? 0) >= least && value.length <= 40 ? { start: first.start, end: end.end, value } : null;
}
