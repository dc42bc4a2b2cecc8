import { readDigits } from '../digit-words.js';
import type { Token } from '../tokens.js';
import { BEFORE, isDot, isJoiner, isLetter, JOINERS, NO_LABEL, PROVIDERS, TOP_LEVEL, type TokenRange } from './words.js';

/** After "at" was misheard; trusted only where an address was asked for. */
const AT_ALIKES = new Set(['that', 'and', 'add', 'had', 'an', 'it']);
/** Say how an address is written: "all one word, all lower case, at …". */
const DESCRIBES = new Set('word words lower case lowercase uppercase spaces space small letters together caps'.split(' '));
/** What an engine hears for "com". */
const COM_ALIKES = new Set('calm con come kom cam comm'.split(' '));
const MAX_LOCAL = 40;
const MAX_DOMAIN = 14;

/** Whole addresses first; what is left of one is only looked for where none of them is. */
export function rangesIn(tokens: readonly Token[], text: string, asked: boolean): TokenRange[] {
  const found = collect(tokens, (at, floor) => addressAround(tokens, at, floor, text, asked));
  if (!asked) return found;
  const taken = new Set(found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)));
  const free = (range: TokenRange): boolean => Array.from({ length: range.to - range.from }, (_, at) => range.from + at).every((at) => !taken.has(at));
  return [...found, ...collect(tokens, (at, floor) => remainsOfAddress(tokens, at, floor, text)).filter(free)].sort((a, b) => a.from - b.from);
}

function collect(tokens: readonly Token[], look: (at: number, floor: number) => TokenRange | null): TokenRange[] {
  const found: TokenRange[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const floor = found.at(-1)?.to ?? 0;
    const range = at < floor ? null : look(at, floor);
    if (range !== null) found.push(range);
  }
  return found;
}

/** An address whose "dot com" begins at `at`. */
function addressAround(tokens: readonly Token[], at: number, floor: number, text: string, asked: boolean): TokenRange | null {
  const glued = GLUED_TOP.has(tokens[at]?.text ?? '') || isBareTop(tokens, at);
  const top = tokens[glued ? at : at + 1];
  if ((!glued && !isDot(tokens, at, text)) || top === undefined || top.kind !== 'word' || tokens[at - 1]?.kind === 'placeholder' || NO_LABEL.has(tokens[at - 1]?.text ?? '')) return null;
  const written = tokens.slice(Math.max(floor, at - MAX_DOMAIN), at).some((token) => token.text === '@');
  const alike = COM_ALIKES.has(top.text) && PROVIDERS.has(tokens[at - 1]?.text ?? '');
  if (!written && !glued && !alike && !TOP_LEVEL.has(top.text) && spelledTop(tokens, at + 1) === 0) return null;
  let split = -1;
  let sure = false;
  for (let left = at - 1; left >= floor && at - left <= MAX_DOMAIN && !sure; left -= 1) {
    const token = tokens[left];
    const known = left === at - 2 && PROVIDERS.has(tokens[at - 1]?.text ?? '');
    if (token?.text === '@' || token?.text === 'at') [split, sure] = [left, true];
    // "accounts at hill and sons dot com": a real one further on is the one.
    else if (split < 0 && (asked || (known && token?.text !== 'it')) && left < at - 1 && AT_ALIKES.has(token?.text ?? '')) [split, sure] = [left, known];
    else if (token?.kind === 'placeholder' || (token?.kind === 'mark' && !JOINERS.has(token.text) && token.text !== ',')) break;
  }
  const to = glued ? at + 1 : endOfDomain(tokens, at + 1, text);
  // "at flickr dot com slash photos" is a page.
  if (tokens[to]?.text === 'slash' || (tokens[to]?.text === '/' && tokens[to]?.start === tokens[to - 1]?.end)) return null;
  if (split < 0) {
    if (!asked && !PROVIDERS.has(tokens[at - 1]?.text ?? '')) return null;
    return { from: localStart(tokens, at, floor, text), to, score: 0.7 };
  }
  // "@mary.quill" is a name to sign in with.
  if (tokens[split]?.text === '@' && tokens[split + 1]?.start === tokens[split]?.end && tokens[split - 1]?.end !== tokens[split]?.start && !asked) return null;
  const from = localStart(tokens, split, floor, text, asked);
  if (from === split && !asked && tokens[split]?.text !== '@' && !PROVIDERS.has(tokens[split + 1]?.text ?? '')) return null;
  return { from, to, score: tokens[split]?.text === '@' ? 0.99 : 0.9 };
}

/** "dotcom" in one word. */
const GLUED_TOP = new Set(['dotcom', 'dotnet', 'dotorg', 'dotco']);
/** "at gmail com", the dot lost. */
const isBareTop = (tokens: readonly Token[], at: number): boolean => (tokens[at]?.text === 'com' || tokens[at]?.text === 'co') && PROVIDERS.has(tokens[at - 1]?.text ?? '') && (tokens[at - 2]?.text === 'at' || tokens[at - 2]?.text === '@');

/** "dot d e", "dot c o m": how many letters. */
function spelledTop(tokens: readonly Token[], at: number): number {
  let to = at;
  while (isLetter(tokens[to])) to += 1;
  // "zoe dot t w at …": letters before the sign are no end of a domain.
  return (to - at === 2 || to - at === 3) && tokens[to]?.text !== 'at' && tokens[to]?.text !== '@' ? to - at : 0;
}

/** Further labels after the first: "dot co dot uk". */
function endOfDomain(tokens: readonly Token[], top: number, text: string): number {
  let to = top + Math.max(1, spelledTop(tokens, top));
  while (to - top < 9 && isDot(tokens, to, text) && (TOP_LEVEL.has(tokens[to + 1]?.text ?? '') || spelledTop(tokens, to + 1) > 0)) to += 1 + Math.max(1, spelledTop(tokens, to + 1));
  return to;
}

/** Mailboxes of a firm: right before the "at" they belong to the address. */
const ROLES = new Set('order orders contact hello hi shop'.split(' '));

/** Where the part before the "at" begins: names with joiners, spelled letters, at most two plain words ("mary quill at …"). */
function localStart(tokens: readonly Token[], end: number, floor: number, text: string, asked = false): number {
  let from = end;
  let plain = 0;
  while (from > floor && end - from < MAX_LOCAL) {
    const token = tokens[from - 1];
    const next = tokens[from];
    if (token === undefined) break;
    const joined = from < end && next !== undefined && isJoiner(tokens, from, text);
    if (isJoiner(tokens, from - 1, text) || token.text === '@') from -= 1;
    else if (token.text === ',' && (spelledBack(tokens, from - 2) > 0 || isCorrection(tokens, from - 2)) && (isLetter(next) || from === end || isCorrection(tokens, from))) from -= 1;
    else if (isCorrection(tokens, from - 1) && spelledBack(tokens, from - 3) > 0) from -= 1;
    else if (spelledBack(tokens, from - 1) > 0) from -= spelledBack(tokens, from - 1);
    else if (token.kind === 'placeholder' || token.kind === 'mark') break;
    else if (joined || isLetter(token) || readDigits(tokens, from - 1)?.doubtful === false) from -= 1;
    else if (asked && from === end && ROLES.has(token.text)) from -= 1;
    else if (from > floor + 1 && (DESCRIBES.has(token.text) || (/^(?:all|one|no|in)$/.test(token.text) && (DESCRIBES.has(next?.text ?? '') || next?.text === 'one')))) from -= 1;
    else if ((!BEFORE.has(token.text) || (plain === 0 && from > floor + 1 && isJoiner(tokens, from - 2, text))) && plain < 2) {
      plain += 1;
      from -= 1;
    } else break;
  }
  return from;
}

/** "s", "s for sugar", "s as in sugar", "s f sugar": how many tokens end at `at`; 0 for no spelled letter. */
function spelledBack(tokens: readonly Token[], at: number): number {
  if (isLetter(tokens[at])) return 1;
  const word = tokens[at]?.text ?? '';
  const link = tokens[at - 1]?.text ?? '';
  const size = link === 'in' && tokens[at - 2]?.text === 'as' ? 4 : link === 'for' || link === 'like' || link === 'f' ? 3 : 0;
  return size > 0 && isLetter(tokens[at - size + 1]) && tokens[at - size + 1]?.text === word[0] ? size : 0;
}

/** A "no" or "sorry" in the midst of letters. */
const isCorrection = (tokens: readonly Token[], at: number): boolean => tokens[at]?.text === 'no' || tokens[at]?.text === 'sorry';

/** After a question for an address: "mary dot quill" without a domain, an "at example dot" without its end, four letters spelled out. */
function remainsOfAddress(tokens: readonly Token[], at: number, floor: number, text: string): TokenRange | null {
  const spoken = tokens[at]?.text === 'dot' || tokens[at]?.text === 'underscore' || tokens[at]?.text === '@';
  if (NO_LABEL.has(tokens[at - 1]?.text ?? '') && at > 0 && tokens[at]?.text === 'dot') return null;
  if (spoken || (isDot(tokens, at, text) && tokens[at + 1]?.kind === 'word' && tokens[at - 1]?.kind === 'word')) {
    let to = Math.min(tokens.length, at + 2);
    if (isLetter(tokens[at + 1])) while (isLetter(tokens[to])) to += 1;
    while (isJoiner(tokens, to, text) && to + 1 < tokens.length) to += 2;
    if (AT_ALIKES.has(tokens[to]?.text ?? '') || tokens[to]?.text === 'at') to = Math.min(tokens.length, to + 2);
    return { from: localStart(tokens, at, floor, text), to, score: 0.6 };
  }
  let to = at;
  let letters = 0;
  while (to < tokens.length && (isLetter(tokens[to]) || (letters > 0 && (tokens[to]?.text === '-' || tokens[to]?.text === ',')))) {
    if (isLetter(tokens[to])) letters += 1;
    to += 1;
  }
  return letters >= 4 ? { from: at, to, score: 0.6 } : null;
}
