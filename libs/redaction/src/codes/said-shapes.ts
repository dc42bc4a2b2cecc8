import { readDigits } from '../digit-words.js';
import type { Finding } from '../finding.js';
import type { Token } from '../tokens.js';
import { isDni, isIban } from './check-digits.js';
import { spelledTail } from './spelled-out.js';

const COUNTRY = /^(?:AD|AE|AT|BE|BG|BR|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HR|HU|IE|IL|IS|IT|KW|LI|LT|LU|LV|MC|MT|NL|NO|PK|PL|PT|QA|RO|RS|SA|SE|SI|SK|TR|UA)/;

/** Shapes that hardly anything else has, once letters and figures stand together; said, they have no capitals and no groups to be told by. */
const SHAPES: readonly (readonly [type: string, pattern: RegExp, check?: (value: string) => boolean])[] = [
  ['IBAN', /^[A-Z]{2}\d{2}(?=(?:[A-Z]*\d){8})[A-Z\d]{11,30}$/, (value) => isIban(value) || COUNTRY.test(value)],
  ['NATIONAL_ID', /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/],
  ['NATIONAL_ID', /^[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]$/],
  ['NATIONAL_ID', /^[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]$/],
  ['NATIONAL_ID', /^(?:\d{8}|[XYZ]\d{7})[A-HJ-NP-TV-Z]$/, isDni],
  ['DRIVER_LICENCE', /^[A-Z9]{5}\d{6}[A-Z9]{2}[A-Z\d][A-Z]{2}$/],
];
/** Somebody's code, but nobody's own. */
const THING = /\b(?:order|invoice|tracking|serial|model|ticket|parcel|shipment|part|product|voucher|batch|barcode|reference|booking|confirmation|vin|imei|sku)\b/i;
const BETWEEN = new Set([',', '-', '–', '.', '/', 'dash', 'hyphen', 'space', 'stroke', 'slash', 'then', 'and', 'um', 'uh', 'er', 'capital', ';']);
const LEAST = 9;
const MOST = 70;
const MAX_GROUP = 5;

/** Codes with letters that were said one by one, told by their shape alone: "N R two seven oh five eight eight B". */
export function findSaidShapes(tokens: readonly Token[], text: string, utterance: number): Finding[] {
  if (!tokens.some((token, at) => isLetters(token, text) && (isLetters(tokens[at + 1], text) || readDigits(tokens, at + 1) !== null)) || THING.test(text)) return [];
  const found: Finding[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    const read = stretch(tokens, from, text);
    if (read === null) continue;
    const shape = read.value.length < LEAST ? undefined : SHAPES.find(([, pattern, check]) => pattern.test(read.value) && (check?.(read.value) ?? true));
    if (shape !== undefined) found.push({ type: shape[0], value: read.value, pieces: [{ utterance, start: (tokens[from] as Token).start, end: (tokens[read.to - 1] as Token).end }], reason: 'has the shape of it, letter by letter', score: 0.9 });
    // "I" and "a" may be words before it.
    from = shape === undefined && /^[ai]$/.test(tokens[from]?.text ?? '') ? from : read.to - 1;
  }
  return found;
}

/** A letter, or a few in capitals. */
const isLetters = (token: Token | undefined, text: string): boolean => {
  if (token?.kind !== 'word') return false;
  const size = token.end - token.start;
  return size === 1 || (token.large && size <= MAX_GROUP && text.slice(token.start, token.end) === token.text.toUpperCase());
};

function stretch(tokens: readonly Token[], from: number, text: string): { value: string; to: number } | null {
  let value = '';
  let to = from;
  let letters = 0;
  for (let at = from; at < tokens.length && value.length < MOST; ) {
    const token = tokens[at] as Token;
    const spoken = readDigits(tokens, at);
    if (spoken !== null && (!spoken.doubtful || (spoken.digits === '0' && value !== ''))) {
      value += spoken.digits;
      to = at += spoken.tokens;
    } else if (token.text === 'double' && isLetters(tokens[at + 1], text)) {
      value += (tokens[at + 1]?.text ?? '').repeat(2).toUpperCase();
      to = at += 2;
      letters += 1;
    } else if (isLetters(token, text)) {
      value += token.text.toUpperCase();
      at += 1;
      to = at += spelledTail(tokens, at, token.text.at(-1) ?? '');
      letters += 1;
    } else if (value !== '' && at - to < 2 && BETWEEN.has(token.text)) at += 1;
    else break;
  }
  return letters === 0 || to === from ? null : { value, to };
}
