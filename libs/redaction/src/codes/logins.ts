import type { Utterance } from '@callmesh/contracts';
import type { Questions } from '../asked.js';
import { readDigits } from '../digit-words.js';
import type { Finding } from '../finding.js';
import { COMMON, is } from '../lexicon.js';
import { isNumberWord } from '../learned/words.js';
import { tokensOf, type Token } from '../tokens.js';
import { writtenLogins } from './written-logins.js';
import { spokenUrl } from './spoken-url.js';
import { matchesOf } from '../matches.js';
import { patternOf } from '../pattern.js';

/** After these a name to sign in with follows. */
const CUE = patternOf('gi')`
    \b(?:user ?name|user id|log ?in(?: name| id)?|screen ?name|gamer ?tag|handle(?: on \w+)?|(?:account|profile|display|
    player|forum) name(?= is \S*[\d_])|(?:xbox|psn|playstation|reddit|github|insta|twitter|instagram|skype|discord|
    telegram|snapchat|tiktok|steam) (?:name|handle|id|account)(?: is)?)(?: (?:on|for|at|in|with|to)(?: \w+){1,4}?)?(?: is|:| was|=|'s) {0,3}|
    \bon (?:insta|instagram|twitter|reddit|github|discord|twitch|tiktok|steam|xbox|psn|snapchat|youtube|telegram|the forum|
    there),? i(?:'m| am) (?!not\b|the\b|a\b|on\b|just\b|still\b|in\b)|\buser (?=\S*[\d_]\S* )|
    \b(?:i|we|they) (?:go by|am known as|play as|post as)(?: the name(?: of)?)? |(?<![\w.])@(?=[a-z\d_.]{3,30}(?![\w.]*@))|
    \b(?:i|we) (?:log|sign) ?in (?:as|with) |\blog(?:ged)? ?in (?:as|with) |\buser ?name (?=\S*[\d_.])|\buser ?id (?=\S*[\d_.])|\b(?:my|his|her|our) (?:insta(?:gram)?|twitter|tiktok|snap(?:chat)?|skype|discord|telegram|steam|twitch|reddit|github|psn|xbox)(?: is|'s|:) {0,3}|\bconnect as |\b(?:account|user|login|logon|id) (?=[a-z]{3,}\d{1,4}\b)|\buser (?:was|is) |\baccounts? seen: |\buser(?:s)?[:=] ?`;
const LEAD = new Set("erm uhm hm i i'm put use try with in as just and a username user name login it's its it is the um uh er well so sure yes yeah okay ok my that's that , : should be think i under".split(' '));
const STOP = new Set(['.', ',', ';', '?', '!', '/', '|', ')', 'and', 'but', 'because', 'with', 'from', 'it', 'i', 'which', 'on', 'for', 'please', 'if', 'not', 'is', 'instead', 'now']);
/** How a name is written: ", all lower case", ", no spaces", ", the number four". */
const SAYS_HOW = /^(?:all |one word|no (?:space|gap|cap|capital|dot|number|dash)s?|with (?:a|an|no|two|the)|the (?:number|letter|word|digit)s?)/;
const SIGNS = new Set(['dot', 'underscore', 'dash', 'hyphen']);
const MAX = 14;

/** Finds names to sign in with and web addresses that are said: in answers to a question for one, and after words that name them. */
export function findLogins(utterances: readonly Utterance[], { topics: asked, all }: Questions): Finding[] {
  return utterances.flatMap((utterance, index) => {
    const { text } = utterance;
    const tokens = tokensOf(utterance);
    const found: Finding[] = [];
    const add = (type: string, from: number, to: number, reason: string, score: number): void => {
      const [first, last] = [tokens[from], tokens[to - 1]];
      if (first !== undefined && last !== undefined) found.push({ type, value: text.slice(first.start, last.end).toLowerCase(), pieces: [{ utterance: index, start: first.start, end: last.end }], reason, score });
    };
    for (const { from, to } of spokenUrl(tokens, text, asked[index] === 'url')) add('URL', from, to, 'web address, said', 0.85);
    let taken = false;
    let token = 0;
    for (const match of matchesOf(CUE, text)) {
      const end = match.index + match[0].length;
      while (token < tokens.length && (tokens[token]?.start ?? 0) < end) token += 1;
      // A name behind an "@" ends at the blank.
      const to = match[0] === '@' ? glued(tokens, token) : endOfLogin(tokens, token, text);
      if (to <= token || !isLogin(tokens, token, to)) continue;
      add('USERNAME', token, to, 'after a word that names it', 0.85);
      taken = true;
    }
    for (const { start, end } of writtenLogins(text, asked[index] === 'login' || all[index]?.includes('login') === true)) {
      if (found.some(({ pieces: [piece] }) => piece !== undefined && piece.start < end && piece.end > start)) continue;
      found.push({ type: 'USERNAME', value: text.slice(start, end).toLowerCase(), pieces: [{ utterance: index, start, end }], reason: 'written as names of accounts are, in talk of signing in', score: 0.7 });
      taken = true;
    }
    if ((asked[index] === 'login' || all[index]?.includes('login') === true) && !taken && tokens.length <= 30) {
      // What was asked for beside it is covered already: the name comes behind that.
      const first = tokens.findIndex(({ kind }) => kind === 'placeholder');
      if (first >= 0 && (all[index]?.length ?? 0) < 2) return found;
      let from = first < 0 || tokens.slice(0, first).some(({ kind, text: word }) => kind !== 'mark' && !LEAD.has(word)) ? 0 : tokens.findLastIndex(({ kind }) => kind === 'placeholder') + 1;
      while (from < tokens.length && LEAD.has(tokens[from]?.text ?? '')) from += 1;
      const to = endOfLogin(tokens, from, text);
      if (to > from && !/^(?:no|nope|why|what|which|where|how|don't|not|sorry|can|can't|cannot|forgot|forget|you|never|haven't|have|had|didn't|lost|need|want|wanted|someone|somebody|nobody|nothing|none|we|they|he|she|get|got|keep|tried|mean|guess|see)$/.test(tokens[from]?.text ?? '')) add('USERNAME', from, to, 'answer to a question for it', 0.8);
    }
    return found;
  });
}

/** One word in figures or signs, or what no ordinary talk is made of; after "my handle is" nearly anything. */
function isLogin(tokens: readonly Token[], from: number, to: number): boolean {
  const first = tokens[from];
  if (first === undefined || first.kind === 'placeholder') return false;
  // "My login is slow since the update."
  if (to - from > 2 && tokens.slice(from, to).every(({ kind, text }) => kind === 'word' && text.length > 1 && is(text, COMMON) && !SIGNS.has(text) && !isNumberWord(text))) return false;
  return to - from > 1 || (first.kind === 'word' && !is(first.text, COMMON)) || first.kind === 'figures';
}

/** The tokens that stand together without a blank. */
function glued(tokens: readonly Token[], from: number): number {
  let to = from + 1;
  while (to < tokens.length && tokens[to]?.start === tokens[to - 1]?.end && !/^[.,;:!?)]$/.test(tokens[to]?.text === '.' && tokens[to + 1]?.start === tokens[to]?.end ? '' : (tokens[to]?.text ?? ''))) to += 1;
  return to;
}

/** A single letter, or the word after "as in" or "for" that says which. */
const isSpelled = (tokens: readonly Token[], at: number): boolean => tokens[at]?.text.length === 1 || ((tokens[at - 1]?.text === 'in' || tokens[at - 1]?.text === 'for') && tokens[at - (tokens[at - 1]?.text === 'in' ? 3 : 2)]?.text.length === 1);

function endOfLogin(tokens: readonly Token[], from: number, text: string): number {
  let to = from;
  while (to < tokens.length && to - from < MAX) {
    const token = tokens[to] as Token;
    if (token.kind === 'placeholder') break;
    const glued = to > from && token.start === tokens[to - 1]?.end;
    const inner = glued && tokens[to + 1]?.start === token.end && /\S/.test(text[token.end] ?? ' ');
    // "…, all together", "…, the number four" say how it is written.
    if (token.text === ',' && to > from && (SAYS_HOW.test(`${tokens[to + 1]?.text ?? ''} ${tokens[to + 2]?.text ?? ''}`) || SIGNS.has(tokens[to + 1]?.text ?? '') || SIGNS.has(tokens[to - 1]?.text ?? ''))) {
      to += SIGNS.has(tokens[to - 1]?.text ?? '') ? 1 : 2;
      continue;
    }
    // "n as in november, w, three": spelled out.
    if (token.text === ',' && to > from && (isSpelled(tokens, to - 1) || isSpelled(tokens, to + 1)) && (tokens[to + 1]?.text.length === 1 || readDigits(tokens, to + 1) !== null)) {
      to += 1;
      continue;
    }
    if (STOP.has(token.text) && !inner && !(token.text === 'i' && (tokens[to - 1]?.text.length === 1 || tokens[to + 1]?.text.length === 1)) && !(token.text === 'for' && tokens[to - 1]?.text.length === 1)) break;
    // A written name ends at the blank.
    if (!glued && to > from && /[\d_.#-]/.test(text.slice(tokens[from]?.start, tokens[to - 1]?.end)) && !/^(?:underscore|dot|dash|hyphen|one|two|three|four|five|six|seven|eight|nine|ten|zero|double|\d+)$/.test(token.text)) break;
    to += 1;
  }
  return to;
}
