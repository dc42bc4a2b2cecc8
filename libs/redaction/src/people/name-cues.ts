import { TITLES } from '../data/titles.js';
import { ROLES, SIGN_OFFS, SOMEBODY } from '../data/people-words.js';
import { COMMON, FIRST, LAST } from '../lexicon.js';
import type { Token } from '../tokens.js';

/** How strongly the words before announce a name. */
export type Strength = 'none' | 'weak' | 'title' | 'strong';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const FILLERS = words("um uh uhm er erm well like yeah yes no sure actually : - – , please so okay ok");
/** After these a name follows whatever it looks like. */
const STRONG = words('name names name\'s surname forename nome nombre nom naam imię nazwisko vorname nachname lastname firstname fullname née nee m\'appelle llamo heiße heisse chiamo chama jmenuji nazywam');
const LINK = words("is was 's would be it's its are in on of will as to");
/** After these one may. */
const WEAK: ReadonlySet<string> = new Set([
  ...words("hi hello hey dear hiya thanks cheers namaste hallo hola bonjour ciao liebe lieber cher chère querida querido drogi droga kära estimado estimada caro cara i'm im its it's that's called named tell told ask asked asking contact attention attn fao cc from by with for to of meet met not and or & candidate student"),
  ...words('morning afternoon evening night bye goodbye speaking am add remove invite welcome reach reached saw seen know knows met blame spoke w/ re say says reads put love ta birthday per'),
  ...ROLES,
  ...SIGN_OFFS,
]);
/** Two words that are as good. */
const PAIRS = words('this_is it_is i_am that_is speaking_to speaking_with speak_to speak_with talk_to talk_with talking_to talking_with talked_to talked_with spoke_to spoke_with ask_for asked_for behalf_of call_me thank_you signed_by good_morning good_afternoon good_evening here_is he_is she_is he\'s_called who_is named_after sent_by booked_by made_by placed_by delivered_to addressed_to care_of');
/** Weak ones that need a name from the lists, or two words. */
const FAINT = words('called named say says reads put and or not from by with for to of & ask tell told asked w/ re know knows am saw it\'s its contact love per put yours truly');
/** Before these, in small letters too, somebody is addressed. */
const VOCATIVE = words('okay ok sorry thanks thank sure alright right bye cheers hi hello hey morning afternoon evening well certainly great perfect lovely');
const AFTER = words('speaking here calling');

/** The word before `at`, fillers and commas left out; -1 when there is none. */
export function wordBefore(tokens: readonly Token[], at: number): number {
  let back = at - 1;
  for (let steps = 0; back >= 0 && steps < 4 && FILLERS.has(tokens[back]?.text ?? ''); steps += 1) back -= 1;
  return back;
}

/** What stands before a possible name, and the word itself. */
export function cueBefore(tokens: readonly Token[], at: number): { readonly strength: Strength; readonly faint: boolean } {
  const direct = tokens[at - 1]?.text ?? '';
  if (TITLES.has(direct) || (direct === '.' && TITLES.has(tokens[at - 2]?.text ?? ''))) return { strength: 'title', faint: false };
  if (VOCATIVE.has(direct) || (direct === ',' && VOCATIVE.has(tokens[at - 2]?.text ?? '')) || (direct === 'you' && tokens[at - 2]?.text === 'thank')) return { strength: 'weak', faint: true };
  const back = wordBefore(tokens, at);
  if (back < 0) return { strength: 'none', faint: false };
  const word = tokens[back]?.text ?? '';
  const before = tokens[back - 1]?.text ?? '';
  const third = tokens[back - 2]?.text ?? '';
  if (STRONG.has(word) || (LINK.has(word) && (STRONG.has(before) || (LINK.has(before) && STRONG.has(third))))) return { strength: isOthers(tokens, back) ? 'none' : 'strong', faint: false };
  if (isCalling(word) && isCalledThing(tokens, back)) return { strength: 'none', faint: false };
  if (isCalling(word) && before !== 'i' && (SOMEBODY.has(before) || BEING.has(before))) return { strength: 'strong', faint: false };
  if (word === 'called' && before === 'i') return { strength: 'none', faint: false };
  if (PAIRS.has(`${before}_${word}`)) return { strength: 'weak', faint: false };
  if (word === 'is' && WEAK.has(before) && !FAINT.has(before)) return { strength: 'weak', faint: false };
  // "a friend called …", where "the customer called" may end
  if (isCalling(word) && ROLES.has(before)) return { strength: 'weak', faint: false };
  if (WEAK.has(word)) return { strength: 'weak', faint: FAINT.has(word) };
  return { strength: 'none', faint: false };
}

/** "user name", "company name", "name of the shop": nobody's. */
function isOthers(tokens: readonly Token[], back: number): boolean {
  for (let at = back; at > back - 4 && at >= 0; at -= 1) {
    if (!STRONG.has(tokens[at]?.text ?? '')) continue;
    return /^(?:user|company|business|brand|product|shop|store|domain|file|model|street|screen|login|host|network|wifi|plan|firm|trade|code|team|pet|dog|dog's|cat|cat's)$/.test(tokens[at - 1]?.text ?? '');
  }
  return false;
}

/** "… speaking", "… here", "… calling", "… from the garage". */
export const announcesAfter = (tokens: readonly Token[], to: number): boolean => AFTER.has(tokens[to]?.text ?? '') || (tokens[to]?.text === ',' && AFTER.has(tokens[to + 1]?.text ?? '')) || (tokens[to]?.text === 'from' && /^(?:the|accounts|your|billing|sales|support|customer|head|a|an|our|i\.?t)$/.test(tokens[to + 1]?.text ?? ''));

const isCalling = (word: string): boolean => word === 'called' || word === 'named';
const BEING = words("is was are were 's get gets being");

/** "The boat is called …", "a lamp called …", "it's called …": at the word "called", whether a thing, not a person is. */
export function isCalledThing(tokens: readonly Token[], at: number): boolean {
  if (!isCalling(tokens[at]?.text ?? '')) return false;
  const being = BEING.has(tokens[at - 1]?.text ?? '');
  const noun = being ? at - 2 : at - 1;
  const subject = tokens[noun];
  if (subject?.kind !== 'word') return false;
  if (/^(?:it|it's|that|that's|this|which|they're)$/.test(subject.text)) return true;
  const bare = subject.text.replace(/'s$/, '');
  if (SOMEBODY.has(subject.text) || SOMEBODY.has(bare) || ROLES.has(bare)) return false;
  // A noun: what stands before it says so.
  return subject.word !== null && !subject.large && ((subject.word.flags & COMMON) !== 0 || (subject.word.flags & (FIRST | LAST)) === 0) && NOUN_AFTER.has(tokens[noun - 1]?.text ?? '');
}
const NOUN_AFTER = words('the a an this that my your our their his her its new old same');
