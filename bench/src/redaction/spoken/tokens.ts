import { normaliseTranscript } from '@callmesh/testing/wer';

/** A word as two texts are compared, and which of the given spans it stands in. */
export interface Token {
  readonly word: string;
  /** Index of the span; null outside of all. */
  readonly span: number | null;
}

/** Ends of a span, UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const DIGIT = /^\d$/;
const LETTER = /^[a-z]$/;

/** "oh" and "o" next to a figure are noughts, from both sides: "oh oh seven". */
function withNoughts(words: readonly string[]): string[] {
  const out = words.map((word) => (word === 'nought' || word === 'naught' ? '0' : word));
  const read = (at: number, beside: number): void => {
    if ((out[at] === 'oh' || out[at] === 'o') && (DIGIT.test(out[beside] ?? '') || out[beside] === 'double' || out[beside] === 'triple')) out[at] = '0';
  };
  for (let at = 0; at < out.length; at += 1) read(at, at - 1);
  for (let at = out.length - 1; at >= 0; at -= 1) read(at, at + 1);
  return out;
}

const TIMES: Readonly<Record<string, number>> = { double: 2, triple: 3, treble: 3 };

/** "double five" as two fives; also of letters. */
function withRepeats(words: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [word = '', next = ''] = [words[at], words[at + 1]];
    const times = TIMES[word];
    if (times !== undefined && /^[a-z\d]$/.test(next)) {
      out.push(...Array.from({ length: times }, () => next));
      at += 1;
    } else out.push(word);
  }
  return out;
}

/** Letters said one by one are one word, as engines write them now apart and now together. */
function withSpelled(words: readonly string[]): string[] {
  const out: string[] = [];
  let letters = '';
  for (const word of [...words, '']) {
    if (LETTER.test(word)) letters += word;
    else {
      if (letters !== '') out.push(letters);
      letters = '';
      if (word !== '') out.push(word);
    }
  }
  return out;
}

/** The words of a text in the form in which what was said and what was heard are compared: figures one by one, "A-B-4" as `ab 4`. */
const wordsOf = (text: string): string[] => withSpelled(withRepeats(withNoughts(normaliseTranscript(text.replace(/(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])(?!(?:st|nd|rd|th|am|pm)\b)/gi, ' ')))));

/**
 * The words of a text, each with the span it stands in.
 * @param spans in order, without overlap; a word that a span cuts is two.
 */
export function tokensOf(text: string, spans: readonly Range[]): Token[] {
  const tokens: Token[] = [];
  const add = (from: number, to: number, span: number | null): void => {
    for (const word of wordsOf(text.slice(from, to))) tokens.push({ word, span });
  };
  let at = 0;
  for (const [index, { start, end }] of spans.entries()) {
    add(at, start, null);
    add(start, end, index);
    at = end;
  }
  add(at, text.length, null);
  return tokens;
}
