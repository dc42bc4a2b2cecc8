import { TOP_LEVEL } from '../data/top-level.js';
import type { Token } from '../tokens.js';

const JOINTS = new Set(['dot', 'slash', '.', '/', 'dash', 'hyphen', '-', 'underscore', '_', 'colon', ':']);
const BREAKS = new Set("it's its is at on see the a and under my to of our ours www.is page site website blog profile link address , ! ? ; that's yes yeah um uh so called look say said".split(' '));

/** Common as the first label of a host: "my dot … dot com". */
const HOSTS = new Set(['my', 'page', 'site', 'blog', 'profile', 'link']);

interface Range { readonly from: number; readonly to: number }

/** Web addresses as they are said: "w w w dot example dot com slash account"; without "slash" or "w w w" only where one was asked for or named. */
export function spokenUrl(tokens: readonly Token[], text: string, asked: boolean): Range[] {
  const found: Range[] = [];
  for (let at = 1; at < tokens.length; at += 1) {
    if (tokens[at]?.text !== 'dot' || at < (found.at(-1)?.to ?? 0)) continue;
    const floor = found.at(-1)?.to ?? 0;
    let from = at;
    for (let back = at - 1; back >= floor && at - back <= 14; back -= 1) {
      const token = tokens[back] as Token;
      if (token.kind === 'placeholder' || (BREAKS.has(token.text) && !(HOSTS.has(token.text) && tokens[back + 1]?.text === 'dot') && !(tokens[back + 1] !== undefined && JOINTS.has(tokens[back + 1]?.text ?? '') && token.kind === 'word' && token.text.length === 1))) break;
      if (token.kind === 'mark' && !JOINTS.has(token.text)) break;
      from = back;
    }
    let to = at;
    let top = false;
    let path = false;
    for (let next = at; next < tokens.length && next - at < 26; ) {
      if (/^(?:forward|back)$/.test(tokens[next]?.text ?? '') && tokens[next + 1]?.text === 'slash') next += 1;
      const token = tokens[next] as Token;
      if (!JOINTS.has(token.text)) break;
      const label = labelEnd(tokens, next + 1);
      if (label === next + 1) break;
      if (token.text === 'slash' || token.text === '/') path = true;
      if (isTop(tokens, next + 1, label)) top = true;
      to = next = label;
      // After a slash several words may make one label: "sellers slash dela cruz".
      while (path && next < tokens.length && tokens[next]?.kind !== 'mark' && !JOINTS.has(tokens[next]?.text ?? '') && !BREAKS.has(tokens[next]?.text ?? '') && to - label < 4) to = next += 1;
    }
    const opens = /^(?:w$|www|http|h$)/.test(tokens[from]?.text ?? '');
    const named = asked || /\b(?:site|page|website|blog|link|listing|url|portfolio|profile|pictures|photos)\b/i.test(text.slice(0, tokens[from]?.start ?? 0).slice(-60));
    const mail = tokens.slice(asked ? from : Math.max(floor, from - 2), to).some(({ text: word }) => word === 'at' || word === '@');
    if (top && from < at && (!mail || path) && (path || opens || named)) found.push({ from, to });
  }
  return found;
}

const isTop = (tokens: readonly Token[], from: number, to: number): boolean => TOP_LEVEL.has(tokens.slice(from, to).map(({ text }) => text).join(''));

/** One word, or letters said one by one. */
function labelEnd(tokens: readonly Token[], at: number): number {
  let to = at;
  while (tokens[to]?.kind === 'word' && tokens[to]?.text.length === 1) to += 1;
  return to > at ? to : tokens[at] !== undefined && tokens[at]?.kind !== 'mark' && tokens[at]?.kind !== 'placeholder' ? at + 1 : at;
}
