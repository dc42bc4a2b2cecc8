import type { Utterance } from '@callmesh/contracts';
import { FIRST_NAMES, WORD_NAMES } from '../data/first-names.js';
import { LAST_NAMES, PARTICLES } from '../data/last-names.js';
import type { Finding } from '../finding.js';
import { tokensOf, type Token } from '../tokens.js';
import { COMMON } from './common-words.js';
import { plain } from './plain.js';

/** After these a name follows whatever it looks like. */
const NAMED = /\b(?:my|his|her|their|your|the|full|first|last|middle|maiden|family|sur)[ -]?(?:full |first |last |middle |maiden |family |sur)?name(?:'s| is| was)|\bsurname is|\bname's|\bname is|\bname: ?|\bunder the name(?: of)?/gi;
/** After these one may: it has to look like one. */
const MAY = /\b(?:this is|it'?s|it is|i am|i'm|that's|speak(?:ing)? (?:to|with)|talk(?:ed|ing)? (?:to|with)|spoke (?:to|with)|hi|hello|hey|dear|thanks|thank you|thank you so much|call me|regards|sincerely|named|called|contact|ask for|behalf of|good (?:morning|afternoon|evening)|bye|goodbye|okay|ok|sure|alright|sorry)[,:]?(?=\s)/gi;
const TITLES = new Set('mr mrs ms miss dr prof professor mister doctor herr frau señor señora monsieur madame'.split(' '));
const ASKS = /\b(?:your|the|full|first|last|family|account holder'?s?) (?:full |first |last |family )?(?:sur)?name\b|\bsurname\b|\bwho am i (?:speaking|talking)|\bwho'?s calling|\bspell (?:that|it|your)/i;
const LEAD = new Set("is it's its um uh er well so sure yes yeah yep okay : , the of my name that's i'm this was and - ok certainly hello hi course".split(' '));
/** What follows a name that is a firm's, a street's or a thing's. */
const NOT_PEOPLE = new Set('street st road rd avenue ave lane drive bank inc ltd llc gmbh corp group company co stanley outdoor airlines insurance energy university hospital school college hotel park square court place way express store shop edition model jacket tent boots morgan sachs & card order invoice account'.split(' '));

/** An utterance; `small`: nothing in it is written large, as some recognisers do. */
interface Look { readonly tokens: readonly Token[]; readonly text: string; readonly small: boolean }
interface Range { readonly from: number; readonly to: number; readonly score: number; readonly reason: string }

const isLarge = ({ tokens, text }: Look, at: number): boolean => tokens[at]?.kind === 'word' && /\p{Lu}/u.test(text[tokens[at]?.start ?? 0] ?? '');
const nameOf = ({ tokens }: Look, at: number): string => plain(tokens[at]?.text ?? '').replace(/'s$/, '');
const isFirst = (look: Look, at: number): boolean => FIRST_NAMES.has(nameOf(look, at));
const isKnown = (look: Look, at: number): boolean => isFirst(look, at) || LAST_NAMES.has(nameOf(look, at));
const isWord = (look: Look, at: number): boolean => look.tokens[at]?.kind === 'word' && !COMMON.has(nameOf(look, at));
/** Large, and no everyday word. */
const couldBe = (look: Look, at: number): boolean => isLarge(look, at) && (look.tokens[at]?.text.length ?? 0) > 1 && isWord(look, at);
const isBound = ({ tokens, text }: Look, at: number): boolean => /^\s{1,3}$/.test(text.slice(tokens[at - 1]?.end ?? 0, tokens[at]?.start ?? 0)) || tokens[at]?.text === '-' || tokens[at - 1]?.text === '-';

/** Finds people's names, by what is said before them, by lists of names, and wherever a name that was found is said again. */
export function findPersons(utterances: readonly Utterance[]): Finding[] {
  const found: (Range & { readonly utterance: number })[] = [];
  const full = new Map<string, string>();
  let asked = -Infinity;
  const looks = utterances.map((utterance): Look => ({ tokens: tokensOf(utterance), text: utterance.text, small: !/\p{Lu}/u.test(utterance.text.slice(1).replace(/\bI\b/g, '')) }));
  for (const [utterance, look] of looks.entries()) {
    const ranges = rangesIn(look, utterance - asked <= 2);
    for (const range of ranges) {
      found.push({ ...range, utterance });
      const value = valueOf(look, range);
      if (range.score >= 0.8 && full.size < 2_000) for (const part of value.split(' ')) if (part.length > 2 && !full.has(part) && !PARTICLES.has(part)) full.set(part, value);
    }
    if (ASKS.test(look.text)) asked = utterance;
  }
  const taken = new Map<number, Range[]>();
  for (const range of found) taken.set(range.utterance, [...(taken.get(range.utterance)?.slice(-64) ?? []), range]);
  for (const [utterance, look] of looks.entries()) {
    if (full.size === 0) break;
    const isFound = new Set((taken.get(utterance) ?? []).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
    for (const at of look.tokens.keys()) if (!isFound.has(at) && isLarge(look, at) && full.has(nameOf(look, at)) && !NOT_PEOPLE.has(look.tokens[at + 1]?.text ?? '') && (isWord(look, at) && (!WORD_NAMES.has(nameOf(look, at)) || look.tokens[at - 1]?.kind === 'mark' || at > 0))) found.push({ utterance, from: at, to: at + 1, score: 0.7, reason: 'name said elsewhere' });
  }
  return found.map(({ utterance, from, to, score, reason }) => {
    const look = looks[utterance] as Look;
    const value = valueOf(look, { from, to });
    const start = (look.tokens[from] as Token).start;
    const end = (look.tokens[to - 1] as Token).end - (/['’]s$/.exec(look.text.slice(start, (look.tokens[to - 1] as Token).end))?.[0].length ?? 0);
    return { type: 'PERSON', value: value.includes(' ') ? value : (full.get(value) ?? value), pieces: [{ utterance, start, end }], reason, score };
  });
}

/** Spelled letters count as the name that they spell. */
function valueOf(look: Look, { from, to }: { from: number; to: number }): string {
  const words = look.tokens.slice(from, to).filter(({ kind }) => kind === 'word');
  return words.every(({ text }) => text.length === 1) ? words.map(({ text }) => text).join('') : words.map((_, at) => plain(words[at]?.text ?? '').replace(/'s$/, '')).join(' ');
}

function rangesIn(look: Look, asked: boolean): Range[] {
  const { tokens, text } = look;
  const strong = startsAfter(tokens, [...text.matchAll(NAMED)].map((match) => match.index + match[0].length));
  const weak = startsAfter(tokens, [...text.matchAll(MAY)].map((match) => match.index + match[0].length));
  if (asked) strong.add(0);
  const ranges: Range[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    let range: Range | null = null;
    if (strong.has(at)) range = namedFrom(look, at, asked && at === 0);
    range ??= weak.has(at) ? mayFrom(look, at) : null;
    range ??= TITLES.has(tokens[at]?.text ?? '') ? titledFrom(look, at) : null;
    range ??= (asked || ranges.length > 0 || strong.size > 0) ? spelledFrom(look, at) : null;
    range ??= listedFrom(look, at);
    if (range === null) continue;
    ranges.push(range);
    at = range.to - 1;
  }
  return ranges;
}

function startsAfter(tokens: readonly Token[], offsets: readonly number[]): Set<number> {
  const starts = new Set<number>();
  let at = 0;
  for (const offset of offsets) {
    while (at < tokens.length && (tokens[at]?.start ?? 0) < offset) at += 1;
    starts.add(at);
  }
  return starts;
}

function skipLead({ tokens }: Look, at: number): number {
  let from = at;
  while (from - at < 6 && LEAD.has(tokens[from]?.text ?? '')) from += 1;
  return from;
}

/** To where a name goes on: large words, initials, particles, hyphens; small words only where `small` and known. */
function endOfName(look: Look, from: number, small: boolean): number {
  let to = from + 1;
  while (to < from + 7 && to < look.tokens.length && isBound(look, to)) {
    const next = look.tokens[to];
    if (couldBe(look, to) || (small && isKnown(look, to) && isWord(look, to) && !WORD_NAMES.has(nameOf(look, to))) || (small && LAST_NAMES.has(nameOf(look, to)) && to === from + 1 && isWord(look, to))) to += 1;
    else if (PARTICLES.has(next?.text ?? '') && (couldBe(look, to + 1) || couldBe(look, to + 2) || PARTICLES.has(look.tokens[to + 1]?.text ?? ''))) to += 1;
    else if (isLarge(look, to) && next?.text.length === 1 && next.text !== 'i') to += look.tokens[to + 1]?.text === '.' ? 2 : 1;
    else if (next?.text === '-' && look.text[next.start - 1] !== ' ' && couldBe(look, to + 1)) to += 1;
    else break;
  }
  while (to > from + 1 && (look.tokens[to - 1]?.kind === 'mark' || PARTICLES.has(look.tokens[to - 1]?.text ?? '') && !isLarge(look, to - 1))) to -= 1;
  return to;
}

function namedFrom(look: Look, at: number, answer: boolean): Range | null {
  const from = skipLead(look, at);
  const spelled = spelledFrom(look, from);
  if (spelled !== null) return spelled;
  const { small } = look;
  if (!isWord(look, from) || (look.tokens[from]?.text.length ?? 0) < 2 || !(isLarge(look, from) || (!answer && small) || isFirst(look, from))) return null;
  const to = endOfName(look, from, small);
  if (answer && !isKnown(look, from) && to - from < 2 && look.tokens.length > from + 4) return null;
  return NOT_PEOPLE.has(look.tokens[to]?.text ?? '') ? null : { from, to, score: 0.95, reason: 'after words that give a name' };
}

function mayFrom(look: Look, at: number): Range | null {
  const from = look.tokens[at]?.text === ',' ? at + 1 : at;
  const { small } = look;
  const begins = couldBe(look, from) || (small && isFirst(look, from) && isWord(look, from) && !WORD_NAMES.has(nameOf(look, from)));
  if (!begins) return null;
  const to = endOfName(look, from, small);
  const isName = isKnown(look, from) || (to - from > 1 && isKnown(look, to - 1));
  return isName && !NOT_PEOPLE.has(look.tokens[to]?.text ?? '') && !NOT_PEOPLE.has(look.tokens[to - 1]?.text ?? '') ? { from, to, score: 0.85, reason: 'a name after a greeting or introduction' } : null;
}

function titledFrom(look: Look, at: number): Range | null {
  const from = look.tokens[at + 1]?.text === '.' ? at + 2 : at + 1;
  if (!(couldBe(look, from) || (LAST_NAMES.has(nameOf(look, from)) && isWord(look, from)) || (PARTICLES.has(look.tokens[from]?.text ?? '') && couldBe(look, from + 1)))) return null;
  return { from, to: endOfName(look, from, false), score: 0.9, reason: 'after a title' };
}

/** "V I O L E T", "K-I-N-G": three letters or more, not beside digits. */
function spelledFrom(look: Look, at: number): Range | null {
  let to = at;
  let letters = 0;
  const isLetter = (i: number): boolean => look.tokens[i]?.kind === 'word' && look.tokens[i]?.text.length === 1;
  while (letters < 30 && (isLetter(to) || (letters > 0 && /^[-,.]$/.test(look.tokens[to]?.text ?? '') && isLetter(to + 1)))) {
    if (isLetter(to)) letters += 1;
    to += 1;
  }
  return letters >= 3 && look.tokens[to]?.kind !== 'figures' ? { from: at, to, score: 0.85, reason: 'spelled letter by letter' } : null;
}

/** Large words of which one is on the lists. */
function listedFrom(look: Look, at: number): Range | null {
  if (!couldBe(look, at) || (at > 0 && isLarge(look, at - 1) && isBound(look, at) && !COMMON.has(nameOf(look, at - 1)))) return null;
  const to = endOfName(look, at, false);
  const [first, last] = [nameOf(look, at), nameOf(look, to - 1)];
  if (NOT_PEOPLE.has(look.tokens[to]?.text ?? '') || NOT_PEOPLE.has(last) || to - at > 5) return null;
  const isPair = to - at > 1;
  if (isPair && isFirst(look, at) && (!WORD_NAMES.has(first) || LAST_NAMES.has(last))) return { from: at, to, score: 0.85, reason: 'a first name and another' };
  if (isPair && LAST_NAMES.has(last) && (LAST_NAMES.has(first) || FIRST_NAMES.has(first)) && !WORD_NAMES.has(first)) return { from: at, to, score: 0.7, reason: 'two names' };
  if (!isPair && isFirst(look, at) && !WORD_NAMES.has(first) && first.length > 2) return { from: at, to, score: 0.6, reason: 'a first name' };
  return null;
}
