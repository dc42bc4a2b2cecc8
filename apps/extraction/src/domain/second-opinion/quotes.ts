import type { Conversation } from '../language/tokens.js';

/** A text reduced to its letters and digits, and where each of them stands. */
interface Folded {
  readonly text: string;
  readonly places: readonly number[];
}

/** Case, spacing, punctuation and accents do not count. */
function fold(text: string): Folded {
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const bare = character.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    folded += bare;
    for (let i = 0; i < bare.length; i += 1) places.push(at);
    at += character.length;
  }
  return { text: folded, places };
}

const isWordCharacter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Where `said` stands in `text`, in characters of `text` and at words' ends; null when it does not. */
export function findSaid(text: string, said: string): { readonly start: number; readonly end: number } | null {
  const haystack = fold(text);
  const needle = fold(said).text;
  if (needle === '') return null;
  for (let found = haystack.text.indexOf(needle); found >= 0; found = haystack.text.indexOf(needle, found + 1)) {
    const start = haystack.places[found] ?? 0;
    const last = haystack.places[found + needle.length - 1] ?? 0;
    const end = last + String.fromCodePoint(text.codePointAt(last) ?? 0).length;
    if (!isWordCharacter(text[start - 1]) && !isWordCharacter(text[end])) return { start, end };
  }
  return null;
}

/** A quote shorter than this says nothing by itself. */
const SHORTEST = 6;

/** The tokens that a quote covers in one of the named utterances, or over several that follow each other; null when it was not said there. */
export function quotedTokens(conversation: Conversation, utteranceIds: readonly string[], quote: string): { readonly from: number; readonly to: number } | null {
  if (fold(quote).text.length < SHORTEST) return null;
  const named = utteranceIds.map((id) => conversation.utterances.findIndex((u) => u.id === id)).sort((a, b) => a - b);
  for (const index of named) {
    const range = tokensOf(conversation, [index], quote);
    if (range) return range;
  }
  return named.length > 1 ? tokensOf(conversation, named, quote) : null;
}

function tokensOf({ utterances, tokens }: Conversation, indexes: readonly number[], quote: string): { from: number; to: number } | null {
  const begins = new Map<number, number>();
  let text = '';
  for (const index of indexes) {
    begins.set(index, text.length);
    text += `${utterances[index]?.text ?? ''} `;
  }
  const place = findSaid(text, quote);
  if (!place) return null;
  let from = -1;
  let to = -1;
  tokens.forEach((token, at) => {
    const begin = begins.get(token.utterance);
    if (begin === undefined || begin + token.end <= place.start || begin + token.start >= place.end) return;
    if (from < 0) from = at;
    to = at + 1;
  });
  return from < 0 ? null : { from, to };
}
