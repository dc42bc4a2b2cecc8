import { wordOf } from '../learned/words.js';
import type { Token } from '../tokens.js';

/** Other names of the sign, and of the dot, in the languages whose speakers say them in English calls too. */
const AT = new Set(['arroba', 'arobase', 'chiocciola', 'klammeraffe', 'kukac', 'małpa']);
const DOT = new Set(['punkt', 'punto', 'ponto', 'nokta', 'piste', 'prik']);
/** Providers whose names are written apart as they are heard. */
const SPLIT: ReadonlyMap<string, ReadonlySet<string>> = new Map([['mail', new Set(['g', 'hot', 'y', 'proton', 'fast', 'google'])], ['cloud', new Set(['i'])], ['look', new Set(['out'])], ['ton', new Set(['pro'])]]);
const OPENING = new Set(['(', '[', '{', '<']);
/** Beside one of these a pause is no end. */
const SIGNS = new Set(['dot', 'underscore', 'hyphen', 'dash', 'at', '@']);
/** "h u g h e s, at" goes on; "I do, at" does not: so many words are looked at. */
const NEAR = 4;
const RARE = new Set([...AT, ...DOT, ...OPENING, ...SPLIT.keys(), ',', '…', 'rate', 'sign']);

const joined = (first: Token, last: Token, text: string): Token => ({ kind: 'word', text, start: first.start, end: last.end, large: false, word: wordOf(text) });

/**
 * The tokens as an address is put together from them: "at the rate of", "(at)" and "arroba" are an "at", "g mail" is one word, and a pause
 * beside a sign is nothing. Offsets stay those of the text.
 */
export function saidSigns(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ text }) => RARE.has(text))) return tokens;
  const result: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    const [next, after] = [tokens[at + 1], tokens[at + 2]];
    const before = result.at(-1);
    if (OPENING.has(token.text) && after?.kind === 'mark' && (next?.text === 'at' || next?.text === 'dot')) {
      result.push(joined(token, after, next.text));
      at += 2;
    } else if (token.text === 'at' && next?.text === 'the' && after?.text === 'rate') {
      const of = tokens[at + 3]?.text === 'of' ? 3 : 2;
      result.push(joined(token, tokens[at + of] as Token, 'at'));
      at += of;
    } else if (token.text === 'at' && (next?.text === 'rate' || next?.text === 'sign')) {
      result.push(joined(token, next, 'at'));
      at += 1;
    } else if (AT.has(token.text) || (DOT.has(token.text) && at > 0)) result.push({ ...token, text: AT.has(token.text) ? 'at' : 'dot' });
    else if (before !== undefined && before.kind === 'word' && SPLIT.get(token.text)?.has(before.text) === true) result[result.length - 1] = joined(before, token, before.text + token.text);
    else if ((token.text === ',' || token.text === '…') && (SIGNS.has(next?.text ?? '') || SIGNS.has(before?.text ?? '')) && (next?.text !== 'at' || result.slice(-NEAR).some(({ text, kind }) => SIGNS.has(text) || kind === 'figures' || (kind === 'word' && text.length === 1 && text !== 'i' && text !== 'a'))) && before?.kind !== 'placeholder' && next?.kind !== 'placeholder') continue;
    else result.push(token);
  }
  return result;
}
