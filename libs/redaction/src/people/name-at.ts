import { PARTICLES } from '../data/last-names.js';
import { THING_AFTER, THING_BEFORE, THING_NAMES } from '../data/things.js';
import { TITLES } from '../data/titles.js';
import { LAST } from '../lexicon.js';
import { readDigits } from '../digit-words.js';
import { announcesAfter, cueBefore, isCalledThing, wordBefore } from './name-cues.js';
import type { Look } from './look.js';

/** Tokens that are a name. */
export interface NameRange {
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly reason: string;
  /** Letter by letter. */
  readonly spelled?: boolean;
}

const MAX_PARTS = 7;
/** The score of what lists alone say where a thing was asked for. */
export const BARE = 0.45;
const QUOTES = new Set(['"', '“', '”', '„', '«', '»']);
const DETERMINERS = new Set('the a an this that these those your our their any another every some no which what'.split(' '));

/** A name that begins at `at`; `previous` is where the last name in this utterance ended. A number: what stands here up to there is a thing's name. */
export function nameAt(look: Look, at: number, answers: boolean, previous: number): NameRange | number | null {
  const cue = cueBefore(look.tokens, at);
  const joined = previous >= 0 && at - previous <= 2 && (look.tokens[at - 1]?.text === 'and' || look.tokens[at - 1]?.text === ',' || look.tokens[at - 1]?.text === '&' || at === previous);
  const short = look.tokens.length <= 24;
  // In an answer to "your name?" the first word that could be a name is one.
  const opening = answers && short && previous < 0 && (cue.strength !== 'none' || wordBefore(look.tokens, at) < 0 || leadsOnly(look, at));
  const strong = cue.strength === 'strong' || opening;
  if (look.double(at) && look.never(at) && !strong && cue.strength !== 'title' && !(look.large(at + 1) && look.last(at + 1) && look.bound(at + 1))) return null;
  if (!look.possible(at) && !look.double(at) && !strong && cue.strength !== 'title') return null;
  const to = endOfName(look, at, strong || cue.strength === 'weak' || answers);
  const count = partsOf(look, at, to);
  if (isThing(look, at, to, strong || cue.strength === 'title')) return to;
  if (!strong && cue.strength !== 'title' && (count > 1 || !look.first(at)) && greetsAfter(look, to)) return to;
  const listed = look.first(at) || look.last(at);
  const lastListed = to - 1 > at && (look.last(to - 1) || look.first(to - 1));
  const named = listed || lastListed;
  const { small } = look;
  const large = look.large(at);
  const name = (score: number, reason: string): NameRange => ({ from: at, to, score, reason });

  if (strong) {
    if (large || small || listed || look.double(at)) if (!(look.place(at) && !listed) && (opening ? named || large || look.likely(at) || cue.strength === 'strong' || look.tokens.length <= 6 : true)) return name(0.95, 'after words that give a name');
  }
  if (cue.strength === 'title') return large || named || look.unknown(at) ? name(0.9, 'after a title') : null;
  const isPlace = look.place(at) && count < 2;
  if ((cue.strength === 'weak' || joined || announcesAfter(look.tokens, to)) && !isPlace) {
    const faint = cue.strength === 'weak' ? cue.faint : !joined;
    // "From Ben Gurion to …" in answer to "which airport?"
    const sure = look.line.asked === 'thing' && (faint || joined) ? BARE : 0.85;
    if (listed && (large || small) && !(faint && count < 2 && !look.first(at))) return name(sure, 'a name after words that lead to one');
    if (large && !look.begins(at) && (lastListed || (look.double(at) && (!faint || count > 1)))) return name(0.8, 'a name after words that lead to one');
    if (large && !small && !look.begins(at) && look.likely(at) && !faint) return name(0.7, 'like a name, after words that lead to one');
    if (small && count > 1 && (lastListed || look.likely(to - 1)) && look.likely(at)) return name(0.7, 'like a name, after words that lead to one');
  }
  if (answers && named && (large || (small && (look.first(at) || count > 1)))) return name(0.7, 'a name in an answer to a question for one');
  const bare = bareName(look, at, to, count);
  return bare !== null && look.line.asked === 'thing' ? { ...bare, score: BARE } : bare;
}

/** Without any cue: a first name and another, a pair that looks like names, one first name alone. */
function bareName(look: Look, at: number, to: number, count: number): NameRange | null {
  const name = (score: number, reason: string): NameRange => ({ from: at, to, score, reason });
  const last = to - 1;
  if (look.large(at)) {
    if (count > 1) {
      if (look.place(at) && look.place(last)) return null;
      if (look.first(at) && !(look.place(last) && look.place(at))) return name(0.85, 'a first name and another');
      if ((look.double(at) || look.likely(at)) && look.last(last) && !look.place(last)) return name(0.75, 'two words, the second a family name');
      if (look.last(at) && (look.first(last) || look.last(last) || look.likely(last)) && !look.place(at)) return name(0.7, 'two names');
      if (!look.begins(at) && look.likely(at) && look.likely(last) && /[^\p{ASCII}]/u.test(look.text.slice(look.tokens[at]?.start, look.tokens[last]?.end))) return name(0.6, 'two words that look like a name');
      if (look.unknown(at) && look.unknown(last) && /[^\p{Script=Latin}]/u.test(look.word(at)) && !look.begins(at)) return name(0.6, 'two words of another script, written large');
      return null;
    }
    if (look.likely(at) && look.word(at).length > 3 && DOES.has(look.tokens[to]?.text ?? '') && !look.place(at)) return name(0.6, 'like a name, and does what people do');
    // "Yevgenia, that's with a Y"
    if (look.unknown(at) && /^,? ?(?:that's )?(?:spelt |spelled )?with an? \p{L}\b/iu.test(look.text.slice(look.tokens[last]?.end ?? 0).slice(0, 32))) return name(0.7, 'a word of which a letter is told');
    // "McAllister", "O'Riordan": written as nothing else is.
    if (/^(?:Mc|Mac|O['’]|Fitz)\p{Lu}/u.test(look.text.slice(look.tokens[at]?.start, look.tokens[at]?.end))) return name(0.7, 'written as a family name is');
    if (look.begins(at) && look.last(at) && look.tokens[at + 1]?.text === ',' && look.large(at + 2) && look.first(at + 2)) return name(0.7, 'a family name, a first name after it');
    if (look.first(at) && look.word(at).length > 2 && !look.place(at) && !PLACE_BEFORE.has(look.tokens[wordBefore(look.tokens, at)]?.text ?? '')) return name(0.6, 'a first name');
    return null;
  }
  return look.small ? smallName(look, at, to, count) : null;
}

function smallName(look: Look, at: number, to: number, count: number): NameRange | null {
  const last = to - 1;
  const name = (score: number, reason: string): NameRange => ({ from: at, to, score, reason });
  if (count < 2) return look.first(at) && !look.place(at) && !look.has(at, LAST) && look.word(at).length > 4 ? name(0.5, 'a first name that is nothing else') : null;
  const pair = look.first(at) && !look.place(at) && (look.last(last) || look.first(last) || look.likely(last)) && look.word(at).length > 2 && look.word(last).length > 1;
  return pair ? name(0.7, 'a first name and another') : null;
}

const DOES = new Set('said says asked asks told tells wrote signed promised claims thinks wants lives lived works worked phoned rang owed owes visited complained agreed apologised apologized mentioned insisted'.split(' '));
/** "Juniper Athletic, this is Teo": a firm, as its people answer the phone. */
function greetsAfter(look: Look, to: number): boolean {
  if (look.tokens[to]?.text !== ',') return false;
  const next = look.tokens[to + 1]?.text ?? '';
  if ((next === 'this' && look.tokens[to + 2]?.text === 'is') || /^(?:you're|you've|how|good)$/.test(next)) return true;
  for (let at = to + 2; at < to + 6; at += 1) if (look.tokens[at]?.text === 'speaking' || look.tokens[at]?.text === 'here') return true;
  return false;
}
const PLACE_BEFORE = new Set(['in', 'near', 'at', 'via', 'towards']);
const LEADS = new Set("yes yeah yep no sure okay ok it's its it is that's this i'm um uh er well so my the first last name and of course hi hello actually certainly right please only , . - : put on under is me".split(' '));

function leadsOnly(look: Look, at: number): boolean {
  for (let back = at - 1; back >= 0; back -= 1) if (at - back > 8 || !LEADS.has(look.tokens[back]?.text ?? '')) return false;
  return true;
}

/** To where a name goes on: names, initials, particles, hyphens. */
function endOfName(look: Look, from: number, cued: boolean): number {
  let to = from + 1;
  let parts = 1;
  while (to < look.tokens.length && parts < MAX_PARTS && look.bound(to)) {
    const token = look.tokens[to];
    if (token === undefined) break;
    const wide = look.large(from);
    if (token.kind === 'word' && token.end - token.start > 1 && !TITLES.has(token.text) && (wide ? look.large(to) && (look.possible(to) || (look.has(to, 3) && look.large(to))) && !(look.never(to) && !look.has(to, 2)) : look.possible(to) && goesOn(look, to, cued))) {
      to += 1;
      parts += 1;
    } else if (PARTICLES.has(token.text) && !/^(?:do|a|an|in)$/.test(token.text) && (look.possible(to + 1) || PARTICLES.has(look.tokens[to + 1]?.text ?? '')) && (wide ? look.large(to + 1) || look.large(to + 2) : cued || look.last(to + 1) || look.last(to + 2))) to += 1;
    else if (wide && look.large(to) && token.end - token.start === 1 && token.text !== 'i') to += look.tokens[to + 1]?.text === '.' ? 2 : 1;
    else if (token.text === '-' && look.tokens[to - 1]?.end === token.start && look.tokens[to + 1]?.start === token.end && look.isWord(to + 1) && (look.large(to + 1) || !look.has(to + 1, 4))) to += 2;
    else break;
  }
  while (to > from + 1 && (look.tokens[to - 1]?.kind === 'mark' || (PARTICLES.has(look.tokens[to - 1]?.text ?? '') && !look.large(to - 1)))) to -= 1;
  return to;
}

/** In small letters a name goes on with a word from the lists, or one on no list that looks like a name. */
const goesOn = (look: Look, to: number, cued: boolean): boolean => look.last(to) || look.first(to) || (cued && look.smallDouble(to)) || (look.unknown(to) && (cued || look.likely(to)));

const partsOf = (look: Look, from: number, to: number): number => {
  let count = 0;
  for (let at = from; at < to; at += 1) if (look.isWord(at) && look.word(at).length > 1 && !PARTICLES.has(look.word(at))) count += 1;
  return count;
};

/** A brand, a firm, a street, or something with an article before it. */
function isThing(look: Look, from: number, to: number, announced: boolean): boolean {
  const next = look.tokens[to]?.text ?? '';
  if (THING_AFTER.has(look.word(to - 1)) && to - from > 1 && !(announced && look.has(to - 1, LAST))) return true;
  if (THING_NAMES.has(`${look.word(from)}_${look.word(from + 1)}`) || THING_NAMES.has(`${look.word(from)}_${look.word(from + 2)}`) || THING_NAMES.has(`${look.word(from - 2)}_${look.word(from)}`) || THING_NAMES.has(`${look.word(from - 1)}_${look.word(from)}`)) return true;
  if (announced) return false;
  if (THING_AFTER.has(next) || (next === '&' || (next === 'and' && THING_AFTER.has(look.tokens[to + 1]?.text ?? '')))) return true;
  const back = look.tokens[from - 1]?.text ?? '';
  // "Saint Bride's", "Storm Eunice", "a lamp called Ingrid"
  if (THING_BEFORE.has(back) || (to - from > 1 && THING_BEFORE.has(look.tokens[from]?.text ?? '') && !look.first(from)) || isCalledThing(look.tokens, from - 1)) return true;
  // A cushion "Beatrice"
  if (QUOTES.has(back) && QUOTES.has(next)) return true;
  // "two Jimmy Choo …"
  if (readDigits(look.tokens, from - 1)?.doubtful === false && !/[,.;:]/.test(back)) return true;
  // "was that Dylan?"
  if ((back === 'that' || back === 'this') && /^[?.!,]?$/.test(next)) return false;
  return DETERMINERS.has(back) && !(to - from > 1 && /^[,.;]?$/.test(next) && back !== 'the' && back !== 'a');
}
