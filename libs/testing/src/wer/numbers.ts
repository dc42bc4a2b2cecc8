/** Number words and their values, for {@link spokenNumbersToFigures}. */
const UNITS = new Map(
  ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'].map(
    (word, value) => [word, value],
  ),
);
const TENS = new Map(['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map((word, index) => [word, 20 + 10 * index]));
const SCALES = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
]);
const ORDINALS = new Map(
  ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth', 'eighteenth', 'nineteenth', 'twentieth'].map(
    (word, index) => [word, index + 1],
  ),
);
ORDINALS.set('thirtieth', 30);

/** A number that was read, and the word after it. */
interface Reading {
  readonly value: number;
  readonly next: number;
}

/** Reads the cardinal that starts at `at` ("eighty nine", "two thousand and six"), if there is one. Digits read one by one are one number each. */
function readCardinal(words: readonly string[], at: number): Reading | null {
  let total = 0;
  let group = 0; // what is below the next thousand
  let last: 'nothing' | 'unit' | 'ten' | 'scale' = 'nothing';
  let next = at;
  for (; next < words.length; next += 1) {
    const word = words[next] ?? '';
    const unit = UNITS.get(word);
    const ten = TENS.get(word);
    const scale = SCALES.get(word);
    if (unit !== undefined && (last === 'nothing' || (unit > 0 && (last === 'scale' || (last === 'ten' && unit < 10))))) {
      group += unit;
      last = 'unit';
    } else if (ten !== undefined && (last === 'nothing' || last === 'scale')) {
      group += ten;
      last = 'ten';
    } else if (scale !== undefined && group > 0 && (scale > 100 || group < 100)) {
      total += scale > 100 ? group * scale : 0;
      group = scale > 100 ? 0 : group * scale;
      last = 'scale';
    } else if (!(word === 'and' && last === 'scale' && isNumberWord(words[next + 1]))) break;
  }
  return last === 'nothing' ? null : { value: total + group, next };
}

function isNumberWord(word: string | undefined): boolean {
  return word !== undefined && (UNITS.has(word) || TENS.has(word));
}

/** "twenty first" → 21, "third" → 3. */
function readOrdinal(words: readonly string[], at: number): Reading | null {
  const word = words[at] ?? '';
  const plain = ORDINALS.get(word);
  if (plain !== undefined) return { value: plain, next: at + 1 };
  const ten = TENS.get(word);
  const unit = ORDINALS.get(words[at + 1] ?? '');
  return ten !== undefined && unit !== undefined && unit < 10 ? { value: ten + unit, next: at + 2 } : null;
}

/**
 * Writes every number as its single figures, one token each: "eighty nine", "89" and "eight nine" all become `8 9`.
 * Engines group dictated digits as they like (`48213`, `4-8-2-1-3`, `482 13`), and no grouping is more right than another;
 * a missed digit still counts as one error. Ordinals keep a mark: "first" and "1st" become `1 th`.
 */
export function spokenNumbersToFigures(words: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const ordinal = readOrdinal(words, at);
    const reading = ordinal ?? readCardinal(words, at);
    if (reading !== null) {
      out.push(...String(reading.value), ...(ordinal === null ? [] : ['th']));
      at = reading.next;
      continue;
    }
    const word = words[at] ?? '';
    const figures = /^(\d+)(st|nd|rd|th)?$/.exec(word);
    if (figures === null) out.push(word);
    else out.push(...(figures[1] ?? ''), ...(figures[2] === undefined ? [] : ['th']));
    at += 1;
  }
  return out;
}
