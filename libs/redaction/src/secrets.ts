import type { Utterance } from '@callmesh/contracts';
import { numericOf } from './answers.js';
import type { Questions } from './asked.js';
import { codeRange } from './codes/code-range.js';
import { readDigits } from './digit-words.js';
import type { Finding } from './finding.js';
import { UNIT_WORDS } from './quantities.js';
import { tokensOf, type Token } from './tokens.js';

const SECRET = new Set(['password', 'passphrase', 'passcode', 'pw', 'pwd']);
/** "my password is …": what follows one of these is the secret. */
const LINKS = new Set(['is', 'was', ':', "it's", '=', 'be', 'to']);
/** "They reset it to Spring2024": a word with figures behind it, where somebody sets or types something. */
const SHAPED = /(?<![\p{L}\d@./-])\p{Lu}\p{Ll}{3,20}\d{2,4}[!?#$*]?(?![\p{L}\d@-])/u;
/** Large and small letters, a figure and a sign in one word are a password wherever they stand: "Tr0ut!fish22". */
const STRONG = /(?<![^\s"'(])(?=[^\s@/]{0,40}\p{Lu})(?=[^\s@/]{0,40}\p{Ll})(?=[^\s@/]{0,40}\d)(?=[^\s@/]{0,40}[!$%^&*?#~][^\s@/.,;:!?])[^\s@/]{7,40}[^\s@/.,;:"')](?![^\s.,;:?!"')])/u;
const SIGNS = /[!$%^&*?#~]\S/;
const TYPES = /\b(?:set|reset|using|use|used|try|tried|trying|typed|typing|changed|entered|entering|putting|put in|hint|log|logged|sign|let me in|locked|password|passcode)\b/i;
/** The same in small letters, or with a sign inside, right behind what somebody types: "I've been using winter2019", "locked out with wattle!1987". */
const TYPED = /\b(?:using|typed?|typing|tried|trying|entered|entering|putting|put in|with|says|password|passcode|pass phrase)(?: in| my| the| it as)? {1,2}((?=[a-z]{3})[a-z]{3,20}(?:(?:19|20)\d\d[!?#$*]?|[!#$&*]\w{1,12}))(?![\w@])/i;
/** What people say of a password without saying the password. */
const ABOUT = new Set('password passphrase passcode pin is not wrong incorrect right correct expired reset required invalid too being working locked written what on in very still no gone case the a an that there safe secret blocked missing changed set something always never have has contain include reset change'.split(' '));
const ASKS = /\b(?:what(?:'s| is| was)|tell me|give me|say|confirm|have|need)\b[^.?!]{0,40}\b(?:password|passphrase|passcode)\b/i;
const DECLINES = /^\W*(?:no\b|nope|sorry|i (?:don't|do not|forgot|have no|can't)|why|what|which|hm+|um+\W*$|one moment|wait)/i;
/** Speaks of a password and asks for none. */
const ABOUT_ONE = /\b(?:did you|have you (?:reset|changed|tried|forgotten|written|ever)|is your|don't (?:need|tell|want|give|say|have to)|never (?:tell|give|share)|do not|without)\b/;
const LEAD_IN = new Set("hash star pound key hashtag g pin number code sure yes yeah okay ok um uh well it's its it is my the so that's that password passphrase passcode".split(' '));
const MAX_WORDS = 8;

/** Finds passwords said after "my password is" or in answer to a question for one. Numbers after "PIN" are found with the numbers. */
export function findPasswords(utterances: readonly Utterance[], { topics, all }: Questions): Finding[] {
  let question = '';
  let earlier: Utterance | undefined;
  return utterances.flatMap((utterance, index) => {
    const tokens = tokensOf(utterance);
    const asked = utterances[index - 1];
    if (earlier !== undefined && earlier.speaker !== utterance.speaker) question = earlier.text.slice(-200).toLowerCase();
    earlier = utterance;
    // Two things were asked for: a number tells by itself which of them it is, a word must be named.
    const several = numericOf(all[index] ?? []).length > 1;
    const worded = all[index]?.includes('password') === true && all[index]?.some((topic) => topic === 'login' || topic === 'birth' || topic === 'email') === true;
    const answer = ((asked !== undefined && asked.speaker !== utterance.speaker && ASKS.test(asked.text)) || (topics[index] === 'password' && utterance.speaker !== 'agent' && tokens.length <= 24 && !ABOUT_ONE.test(question) && tokens.every(({ kind }) => kind !== 'placeholder'))) && !DECLINES.test(utterance.text);
    const code = answer && !several && !worded ? codeRange(tokens, utterance.text, 0, { anywhere: true }) : null;
    if (code !== null && code.digits >= 3 && tokens.slice(0, code.from).every(({ text, kind }) => kind === 'mark' || LEAD_IN.has(text)) && tokens.slice(code.to).every(({ text }) => !SECRET.has(text))) {
      return [{ type: 'PIN', value: code.value, pieces: [{ utterance: index, start: (tokens[code.from] as Token).start, end: (tokens[code.to - 1] as Token).end }], reason: 'answer to a question for a PIN or password', score: 0.85 }];
    }
    const named = afterLink(tokens, answer);
    const from = named >= 0 || !answer || worded ? named : tokens.findIndex((token) => token.kind !== 'mark' && !LEAD_IN.has(token.text));
    if (from < 0) {
      const typed = TYPES.test(utterance.text) && /[a-z][\d!#$&*]/i.test(utterance.text) ? TYPED.exec(utterance.text) : null;
      if (typed !== null) return [{ type: 'PASSWORD', value: typed[1] ?? '', pieces: [{ utterance: index, start: typed.index + typed[0].length - (typed[1] ?? '').length, end: typed.index + typed[0].length }], reason: 'has the shape of a password, where one is typed', score: 0.6 }];
      const shaped = (TYPES.test(utterance.text) ? SHAPED.exec(utterance.text) : null) ?? (SIGNS.test(utterance.text) ? STRONG.exec(utterance.text) : null);
      return shaped === null ? [] : [{ type: 'PASSWORD', value: shaped[0], pieces: [{ utterance: index, start: shaped.index, end: shaped.index + shaped[0].length }], reason: 'has the shape of a password, where one is set or typed', score: 0.6 }];
    }
    const to = endOfSecret(tokens, from, answer ? /^[.;?!]$/ : /^[.,;?!]$/);
    const [first, last] = [tokens[from], tokens[to - 1]];
    if (first === undefined || last === undefined || to <= from || first.kind === 'placeholder' || (named < 0 && ((several && readDigits(tokens, from) !== null) || UNIT_WORDS.has(tokens[from + 1]?.text ?? '') || isTalk(tokens.slice(from, to)) || (to - from === 1 && saysSo(question, first.text)))) || (!answer && tokens[to]?.kind === 'placeholder')) return [];
    const value = tokens.slice(from, to).map((token) => token.text).join(' ');
    return [{ type: 'PASSWORD', value, pieces: [{ utterance: index, start: first.start, end: last.end }], reason: answer ? 'answer to a question for a password' : 'after a password cue', score: answer ? 0.7 : 0.9 }];
  });
}

/** @param answers a password was asked for: "password tulip nine" needs no word between */
function afterLink(tokens: readonly Token[], answers: boolean): number {
  const cue = tokens.findIndex(({ text }, at) => SECRET.has(text) || (text.endsWith("'s") && SECRET.has(text.slice(0, -2))) || (text === 'phrase' && tokens[at - 1]?.text === 'pass') || ((text === 'word' || text === 'answer') && /^(?:memorable|security|secret|safe|telephone)$/.test(tokens[at - 1]?.text ?? '')));
  if (cue < 0) return -1;
  if (tokens[cue]?.text.endsWith("'s") === true) return sayable(tokens, cue + 1);
  // "the password for the online account is …", but not over the end of a sentence.
  for (let at = cue + 1; at <= cue + 8 && at < tokens.length; at += 1) {
    const text = tokens[at]?.text ?? '';
    if (LINKS.has(text) && !(text === 'to' && /^(?:has|have|needs?|want|wants|how|trying|supposed)$/.test(tokens[at - 1]?.text ?? ''))) return sayable(tokens, at + 1);
    if (/^[.;?!,]$/.test(text)) break;
  }
  // "password Winter2019": with a figure or a sign in it, it needs no word between.
  const next = tokens[cue + 1];
  if (next?.text === 'capital') return cue + 1;
  if (answers && next?.kind === 'word' && !ABOUT.has(next.text) && !LEAD_IN.has(next.text)) return cue + 1;
  return next?.kind === 'word' && tokens[cue + 2]?.start === next.end && tokens[cue + 2]?.kind !== 'mark' ? cue + 1 : -1;
}

const sayable = (tokens: readonly Token[], at: number): number => (tokens[at] === undefined || ABOUT.has(tokens[at]?.text ?? '') ? -1 : at);

/** A sentence about the password, not the password: "the one for the portal, I think it expired". */
const isTalk = (words: readonly Token[]): boolean => TALK.has(words[0]?.text ?? '') || (words.length > 3 && words.filter(({ text }) => TALK.has(text)).length > 1);
const TALK = new Set("and but because i i'm i've you we they it he she was is are do did does have has had never link reset forgot think one the for on in from with my your email account portal still can can't could don't didn't to".split(' '));

/** The other one said the word before; where that was redacted, it may have been the word. */
const saysSo = (question: string, word: string): boolean => question.includes(word) || /\[[a-z_]+_\d+\]/.test(question);

/** To the end of the clause, at most eight words. */
function endOfSecret(tokens: readonly Token[], from: number, ends: RegExp): number {
  let to = from + 1;
  // One that is written ends at the blank.
  while (to < tokens.length && tokens[to]?.start === tokens[to - 1]?.end && tokens[to]?.kind !== 'placeholder' && !(ends.test(tokens[to]?.text ?? '') && tokens[to + 1]?.start !== tokens[to]?.end)) to += 1;
  const written = tokens.slice(from, to);
  if (written.length > 1 && written.some(({ kind }) => kind === 'word') && written.some(({ kind, text }) => kind === 'figures' || /^[!#$&*%^_?-]$/.test(text)) && (tokens[to - 1]?.end ?? 0) - (tokens[from]?.start ?? 0) > 5) return to;
  to = from;
  while (to < tokens.length && to - from < MAX_WORDS && tokens[to]?.kind !== 'placeholder' && !ends.test(tokens[to]?.text ?? '') && !(tokens[to]?.text === ',' && TALK.has(tokens[to + 1]?.text ?? ''))) to += 1;
  return to;
}
