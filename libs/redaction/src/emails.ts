import type { Utterance } from '@callmesh/contracts';
import type { Questions } from './asked.js';
import { readDigits } from './digit-words.js';
import type { Finding } from './finding.js';
import { tokensOf, type Token } from './tokens.js';

const CUE = /\be[- ]?mails?\b|\bmail address\b|\bmale address\b|\bmail me\b/i;
/** Utterances for which a question about an e-mail address counts. */
const CUE_WINDOW = 3;
const TOP_LEVEL = new Set('com net org edu gov io co info biz us uk de ca au eu me app dev example test invalid local fr es it nl pl br in ng ie ch at be se no dk fi pt gr jp cn ru za nz mx ar cl pe tr ua cz hu ro bg hr rs si sk il ae sa eg ke gh th vn id my ph sg hk tw kr pk bd lk'.split(' '));
const PROVIDERS = new Set('gmail googlemail yahoo ymail hotmail outlook icloud aol proton protonmail gmx msn live comcast btinternet verizon att qq naver yandex orange wanadoo libero rediffmail zoho fastmail web t-online'.split(' '));
const DOTS = new Set(['dot', '.', 'period', 'point']);
const JOINERS = new Set(['dot', '.', 'underscore', '_', 'dash', 'hyphen', '-', 'plus', '+', 'period', 'point']);
/** After "at" was misheard; trusted only where an address was asked for. */
const AT_ALIKES = new Set(['that', 'and', 'add', 'had', 'an', 'it']);
/** Words before an address that are no part of it. */
const BEFORE = new Set(
  "is it's its it my email mail male address e be was to on for sure yes yeah yep okay ok um uh uhm er well so the a an me us you your i'm im send use using under that and or at look looking find found online website site page visit go see of from with this there here contact reach write please hi hello up out shop order orders more details back buy".split(' '),
);
/** Say how an address is written: "all one word, all lower case, at …". */
const DESCRIBES = new Set('word words lower case lowercase uppercase spaces space small letters together caps'.split(' '));
/** What an engine hears for "com". */
const COM_ALIKES = new Set('calm con come kom cam comm'.split(' '));
const MAX_LOCAL = 40;
const MAX_DOMAIN = 14;

/** Asks for a part of an address, which has no sign of its own: "what comes before the at?" */
const PART = /\b(?:before|after|behind|in front of|left of|right of) (?:the |your )?(?:at\b|@)|\b(?:first|other|second|local) (?:part|half|bit) of (?:the|your) e-?mail|\bthe domain\b/i;
const MAX_PART = 9;

/** Finds e-mail addresses, written (`mary@example.com`) and spoken ("m a r y at example dot com"), whole or misheard in part, also over several utterances. */
export function findEmails(utterances: readonly Utterance[], { topics, turns }: Questions): Finding[] {
  let lastCue = -Infinity;
  // In whose answer to which question an address was found: what goes on there is more of it.
  let open = '';
  let question = '';
  const findings: Finding[] = [];
  for (const [index, utterance] of utterances.entries()) {
    const { text, speaker } = utterance;
    if (CUE.test(text)) lastCue = index;
    const turn = `${speaker} ${turns[index]}`;
    const asked = index - lastCue <= CUE_WINDOW || open === turn || topics[index] === 'email';
    if (!asked && !SIGN.test(text)) {
      if (speaker === 'agent' && text.trim() !== '') question = text;
      continue;
    }
    const tokens = tokensOf(utterance);
    const bare = tokens.length <= 60 && tokens.every(({ kind }) => kind !== 'placeholder');
    const answers = bare && (topics[index] === 'email' || open === turn);
    let ranges: readonly TokenRange[] = rangesIn(tokens, text, asked).filter(({ from, to }) => speaker !== 'agent' || to - from > 3 || !PROVIDERS.has(tokens[from]?.text ?? ''));
    if (answers) ranges = answered(tokens, ranges, text, PART.test(question));
    for (const { from, to, score } of ranges) {
      const found = tokens.slice(from, to);
      findings.push({ type: 'EMAIL', value: spelled(found), pieces: [{ utterance: index, start: found[0]?.start ?? 0, end: found.at(-1)?.end ?? 0 }], reason: asked ? 'address after an e-mail cue' : 'has the form of an e-mail address', score });
    }
    if (ranges.length > 0 && speaker !== 'unknown') {
      open = turn;
      const begun = ranges[0]?.from === 0 && (isJoiner(tokens, 0, text) || tokens[0]?.text === 'at') ? before(utterances, turns, index) : null;
      if (begun !== null && findings.every(({ pieces: [piece] }) => piece?.utterance !== begun.pieces[0]?.utterance)) findings.push(begun);
    }
    if (speaker === 'agent' && text.trim() !== '') question = text;
  }
  return findings;
}

/** Without a sign of an address and without a question for one nothing is looked for. */
const SIGN = /@|\.|\bdot|\bunderscore\b|\bperiod\b|\bpoint\b/i;

/** The beginning of an address that goes on with "dot …": letters or a word or two that the same speaker said right before. */
function before(utterances: readonly Utterance[], turns: readonly number[], index: number): Finding | null {
  for (let at = index - 1; at >= Math.max(0, index - 4); at -= 1) {
    const utterance = utterances[at];
    if (utterance === undefined || utterance.speaker !== utterances[index]?.speaker) continue;
    if (turns[at] !== turns[index] || utterance.text.length > 80) return null;
    const tokens = tokensOf(utterance).filter(({ kind }) => kind !== 'mark');
    if (tokens.length === 0) continue;
    const letters = tokens.filter(isLetter).length;
    if (tokens.some(({ kind }) => kind === 'placeholder') || (letters < tokens.length - 1 && tokens.length > 2)) return null;
    return { type: 'EMAIL', value: spelled(tokens), pieces: [{ utterance: at, start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 }], reason: 'beginning of an address that goes on', score: 0.6 };
  }
  return null;
}

/** In an answer to a question for an address everything from the first words of it on belongs to it: "Rose W, the number four, at …". */
function answered(tokens: readonly Token[], ranges: readonly TokenRange[], text: string, part: boolean): readonly TokenRange[] {
  let from = 0;
  while (from < tokens.length && from < 12 && (LEAD.has(tokens[from]?.text ?? '') || tokens[from]?.kind === 'mark') && !isJoiner(tokens, from + 1, text)) from += 1;
  const [only] = ranges;
  // Several addresses, or an answer that goes on about something else first, stay as they were found.
  const last = ranges.at(-1);
  if (only !== undefined && last !== undefined && ranges.length > 1) {
    // Pieces of one address, with nothing but commas, letters and signs between them.
    const between = tokens.slice(only.from, last.to).every((token, at) => token.kind === 'mark' ? token.text === ',' || JOINERS.has(token.text) || token.text === '@' : !stops(tokens, only.from + at) && token.text !== 'and');
    if (!between || !ranges.every((_, at) => at === 0 || !isWhole(tokens, ranges[at - 1], text))) return ranges;
    // "pauline, p a u l i n e, dot …": the word before is what was spelled.
    const first = only.from - from <= 3 && tokens.slice(from, only.from).every(({ kind }, at) => kind !== 'placeholder' && !stops(tokens, from + at)) ? Math.min(from, only.from) : only.from;
    return [{ from: first, to: last.to, score: 0.7 }];
  }
  if (ranges.length > 1) return ranges;
  if (only !== undefined) return only.from > from && only.from - from <= 16 && !tokens.slice(from, only.from).some(({ kind }, at) => kind === 'placeholder' || stops(tokens, from + at)) ? [{ ...only, from }] : ranges;
  const to = part ? endOfPart(tokens, from) : endAfterSign(tokens, from);
  return to > from ? [{ from, to, score: 0.6 }] : ranges;
}

/** A part of an address has no sign: all that is said, to the end of the clause. */
function endOfPart(tokens: readonly Token[], from: number): number {
  let to = from;
  while (to < tokens.length && !/^[.?!,;]$/.test(tokens[to]?.text ?? '') && !stops(tokens, to)) to += 1;
  return to - from <= MAX_PART && !DECLINES.has(tokens[from]?.text ?? '') ? to : from;
}
const DECLINES = new Set("i no not why what which sorry don't can can't nothing hang wait one is are do did there".split(' '));

/** An answer with a sign in it ("dot", "underscore", an "at" before what may be a domain), to the end of the clause. */
function endAfterSign(tokens: readonly Token[], from: number): number {
  const sign = tokens.findIndex(({ text: word }, at) => at >= from && ((word === 'dot' && !NO_LABEL.has(tokens[at - 1]?.text ?? '')) || word === 'underscore' || word === '@' || (word === 'at' && isDomainLike(tokens, from, at))));
  if (sign < 0) return from;
  let to = sign + 1;
  while (to < tokens.length && to - from < MAX_LOCAL && !/^[.?!,]$/.test(tokens[to]?.text ?? '') && !stops(tokens, to)) to += 1;
  return to > sign + 1 ? to : from;
}

/** "… at gmail", "j smith nine at larkfield": a provider, or a local part that no ordinary words make. */
function isDomainLike(tokens: readonly Token[], from: number, at: number): boolean {
  const next = tokens[at + 1]?.text ?? '';
  if (PROVIDERS.has(next) || PROVIDERS.has(next + (tokens[at + 2]?.text ?? ''))) return true;
  if (tokens[at + 1]?.kind !== 'word' || BEFORE.has(next) || NO_DOMAIN.has(next) || readDigits(tokens, at + 1) !== null) return false;
  const local = tokens.slice(from, at);
  return local.length > 0 && local.some((token, place) => isLetter(token) || JOINERS.has(token.text) || readDigits(local, place)?.doubtful === false);
}
const NO_DOMAIN = new Set('about home work least first last once night noon midnight lunch most all any some his her our their times'.split(' '));

/** Has this piece an "at" and a top level of its own? */
const isWhole = (tokens: readonly Token[], range: TokenRange | undefined, text: string): boolean => range !== undefined && tokens.slice(range.from, range.to).some(({ text: word }) => word === '@' || word === 'at') && isDot(tokens, range.to - 2, text);
const LEAD = new Set("it's its it is um uh er uhm well so sure yes yeah yep okay ok my the to try that's that would be email mail address e no one new old hers his i use think say use hi oh right and actually please just".split(' '));
/** Here the address is over; an "i" among letters is one of them. */
const stops = (tokens: readonly Token[], at: number): boolean => STOP.has(tokens[at]?.text ?? '') && !(tokens[at]?.text === 'i' && (isLetter(tokens[at - 1]) || isLetter(tokens[at + 1])));
const STOP = new Set('because if but please thanks thank i you or when which where can could will'.split(' '));

interface TokenRange {
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

/** Whole addresses first; what is left of one is only looked for where none of them is. */
function rangesIn(tokens: readonly Token[], text: string, asked: boolean): TokenRange[] {
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
  for (let left = at - 1; left >= floor && at - left <= MAX_DOMAIN && split < 0; left -= 1) {
    const token = tokens[left];
    if (token?.text === '@' || token?.text === 'at' || ((asked || (left === at - 2 && PROVIDERS.has(tokens[at - 1]?.text ?? '') && token?.text !== 'it')) && left < at - 1 && AT_ALIKES.has(token?.text ?? ''))) split = left;
    else if (token?.kind === 'placeholder' || (token?.kind === 'mark' && !JOINERS.has(token.text) && token.text !== ',')) break;
  }
  const to = glued ? at + 1 : endOfDomain(tokens, at + 1, text);
  if (split < 0) {
    if (!asked && !PROVIDERS.has(tokens[at - 1]?.text ?? '')) return null;
    return { from: localStart(tokens, at, floor, text), to, score: 0.7 };
  }
  // "@mary.quill" is a name to sign in with.
  if (tokens[split]?.text === '@' && tokens[split + 1]?.start === tokens[split]?.end && tokens[split - 1]?.end !== tokens[split]?.start && !asked) return null;
  const from = localStart(tokens, split, floor, text);
  if (from === split && !asked && tokens[split]?.text !== '@' && !PROVIDERS.has(tokens[split + 1]?.text ?? '')) return null;
  return { from, to, score: tokens[split]?.text === '@' ? 0.99 : 0.9 };
}

/** "dotcom" in one word. */
const GLUED_TOP = new Set(['dotcom', 'dotnet', 'dotorg', 'dotco']);
/** Before "dot com" one of these is no domain: "is it dot com or dot net?" */
const NO_LABEL = new Set('no it is or a the just and was not its at with'.split(' '));
/** "at gmail com", the dot lost. */
const isBareTop = (tokens: readonly Token[], at: number): boolean => (tokens[at]?.text === 'com' || tokens[at]?.text === 'co') && PROVIDERS.has(tokens[at - 1]?.text ?? '') && (tokens[at - 2]?.text === 'at' || tokens[at - 2]?.text === '@');

/** "dot d e", "dot c o m": how many letters. */
function spelledTop(tokens: readonly Token[], at: number): number {
  let to = at;
  while (isLetter(tokens[to])) to += 1;
  return to - at === 2 || to - at === 3 ? to - at : 0;
}

/** Further labels after the first: "dot co dot uk". */
function endOfDomain(tokens: readonly Token[], top: number, text: string): number {
  let to = top + Math.max(1, spelledTop(tokens, top));
  while (to - top < 9 && isDot(tokens, to, text) && (TOP_LEVEL.has(tokens[to + 1]?.text ?? '') || spelledTop(tokens, to + 1) > 0)) to += 1 + Math.max(1, spelledTop(tokens, to + 1));
  return to;
}

/** Where the part before the "at" begins: names with joiners, spelled letters, at most two plain words ("mary quill at …"). */
function localStart(tokens: readonly Token[], end: number, floor: number, text: string): number {
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

const isLetter = (token: Token | undefined): boolean => token?.kind === 'word' && token.text.length === 1;

/** A dot that was said, or one with no space on either side. */
function isDot(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at];
  if (token === undefined || !DOTS.has(token.text)) return false;
  return token.kind === 'word' || (/\S/.test(text[token.start - 1] ?? ' ') && /[\p{L}\p{N}]/u.test(text[token.end] ?? ' '));
}

function isJoiner(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at];
  if (token === undefined || !JOINERS.has(token.text)) return false;
  return token.kind === 'word' || (/\S/.test(text[token.start - 1] ?? ' ') && /\S/.test(text[token.end] ?? ' '));
}

const SIGNS = new Map([['dot', '.'], ['period', '.'], ['point', '.'], ['at', '@'], ['underscore', '_'], ['dash', '-'], ['hyphen', '-'], ['plus', '+'], [',', '']]);

/** The address as it would be written. */
function spelled(tokens: readonly Token[]): string {
  return tokens.map((token, index) => SIGNS.get(token.text) ?? (token.kind === 'word' && token.text.length > 1 ? (readDigits(tokens, index)?.doubtful === false ? (readDigits(tokens, index)?.digits ?? '') : token.text) : token.text)).join('');
}
