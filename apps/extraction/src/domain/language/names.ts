import type { Utterance } from '@callmesh/contracts';
import { isCommonWord } from './common-words.js';
import { isFirstName, isInItsRole } from './no-firms.js';
import type { Conversation, Sentence } from './tokens.js';

/** A company's name where it stands. */
export interface SpokenName {
  /** As it is written. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Written small, as recognisers without casing do. */
  readonly isSmall: boolean;
}

/** Words that are written large without being a company: days, languages, and what a sentence begins with. */
const NO_NAME = new Set(
  `i you he she they we it monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december english french german spanish
   christmas easter ok okay yes no oh well so and but or if is are was what when where why how the a an my your our this that these those there here can could would will please thanks thank hi hello sorry hey hiya good morning afternoon evening fcc cfpb bbb bureau ombudsman watchdog citizens advice trading standards court council parliament government police bank norway denmark sweden finland basic premium classic deluxe standard pro plus gold silver platinum business enterprise starter family unlimited
   sir madam mr mrs ms dr uk usa us europe america london god lord google excel whatsapp facebook instagram youtube twitter trustpilot ofcom ofgem ombudsman windows mac android iphone ipad apple microsoft
   visa mastercard amex paypal klarna stripe dhl ups fedex usps dpd evri hermes gls royal mail parcelforce swift nhs hmrc irs dvla wifi tv pin id vat iban bic internet linkedin zoom teams outlook gmail
   yahoo chrome safari firefox word powerpoint netflix spotify alexa siri manchester bristol leeds birmingham liverpool glasgow edinburgh cardiff belfast sheffield nottingham oxford cambridge brighton york dublin cork galway paris rome madrid barcelona lisbon berlin munich hamburg vienna zurich amsterdam brussels spain france italy germany portugal greece poland ireland scotland wales england britain canada australia zealand india china japan mexico brazil africa turkey egypt boston chicago texas florida california vegas angeles francisco seattle denver miami atlanta houston dallas toronto vancouver montreal sydney melbourne brisbane perth auckland delhi mumbai bangalore dubai singapore hong kong lagos nairobi tokyo uk british american european black because maybe just also then now let not like better all both everything everyone anyone someone`.split(/\s+/),
);
const JOINS = new Set(['and', '&', 'of', 'the', 'n']);
const KIN = new Set(['sons', 'son', 'co', 'company', 'partners', 'brothers', 'daughters', 'associates', 'bros']);
/** Words of a company's kind that may end a name written small. */
const FIRMS = new Set(['bank', 'energy', 'mobile', 'telecom', 'telecoms', 'insurance', 'broadband', 'power', 'gas', 'mutual', 'homes', 'motors', 'cars', 'direct', 'air', 'airways', 'airlines', 'media', 'cell', 'wireless', 'foods', 'supplies', 'electric', 'water', 'group', 'rentals', 'rental', 'hire', 'hotel', 'hotels', 'commercials', 'couriers', 'freight', 'haulage', 'tools', 'flowers', 'florist', 'garage', 'autos', 'tyres', 'kitchens', 'windows', 'furniture', 'carpets', 'beds', 'interiors', 'builders', 'plumbing', 'heating', 'solar', 'security', 'cleaning', 'catering', 'bakery', 'farm', 'farms', 'dairy', 'wholesale', 'trading', 'systems', 'solutions', 'services', 'networks', 'net', 'fibre', 'fiber', 'connect', 'telco', 'finance', 'savings', 'loans', 'assurance', 'cover', 'health', 'dental', 'clinic', 'fitness', 'gym', 'academy', 'school', 'college', 'tutors', 'learning', 'properties', 'estates', 'lettings', 'realty', 'books', 'printing', 'print', 'press', 'paper', 'office', 'parts', 'sports', 'outdoors', 'electronics', 'electrical', 'appliances', 'pharmacy', 'optics', 'opticians', 'vets', 'pets', 'market', 'markets', 'store', 'stores', 'shop', 'models', 'travel', 'logistics', 'software']);
const raw = (conversation: Conversation, at: number): string => {
  const token = conversation.tokens[at];
  return token ? (conversation.utterances[token.utterance]?.text.slice(token.start, token.end) ?? '') : '';
};

/** Of these alone no firm is named, but a longer name may hold them. */
const NOT_ALONE = new Set('basic premium classic deluxe standard pro plus gold silver platinum business enterprise starter family unlimited bank royal better word zoom swift mail black pay british american european london yorkshire scotland wales england kong apple'.split(' '));

/** Whether a word is written large without being a company: a place, a day, a make. */
export const isNoName = (text: string): boolean => NO_NAME.has(text);

/** Whether a word ends the names of firms: "energy", "insurance". */
export const isFirmWord = (text: string): boolean => FIRMS.has(text) || KIN.has(text);

// Every word of an utterance asks for it.
const small = new WeakMap<Utterance, boolean>();

/** Whether an utterance is written without capitals. */
export function isSmallWriting(conversation: Conversation, at: number): boolean {
  const utterance = conversation.utterances[conversation.tokens[at]?.utterance ?? -1];
  if (!utterance) return true;
  let isSmall = small.get(utterance);
  if (isSmall === undefined) small.set(utterance, (isSmall = !/\p{Lu}/u.test(utterance.text.replaceAll(/\[[A-Z_0-9]+\]/g, '').replaceAll(/\bI\b/g, ''))));
  return isSmall;
}

/** Whether a token is written with a capital, whatever it is. */
export function isWrittenLarge({ tokens, utterances }: Conversation, at: number): boolean {
  const token = tokens[at];
  const code = token === undefined ? NaN : (utterances[token.utterance]?.text.charCodeAt(token.start) ?? NaN);
  // ASCII is decided without a table of letters.
  if (code < 0x80) return code >= 65 && code <= 90;
  return token !== undefined && /^\p{Lu}/u.test(utterances[token.utterance]?.text.slice(token.start, token.end) ?? '');
}

function isCapital(conversation: Conversation, at: number): boolean {
  const token = conversation.tokens[at];
  return token !== undefined && isWrittenLarge(conversation, at) && /^\p{Lu}\p{L}*(?:['’]s?)?$/u.test(raw(conversation, at)) && ((!NO_NAME.has(token.text) && !isInItsRole(token.text)) || NOT_ALONE.has(token.text)) && !(conversation.tokens[at + 1]?.glue === '-' && /\d|^\p{L}$/u.test(conversation.tokens[at + 1]?.text ?? ''));
}

/** What follows a name that is no firm's: "Elm Street", "the Carlisle branch", "a Garland voucher". */
const PART_OF = /^(?:street|road|avenue|lane|close|drive|square|hospital|airport|station|church|park|bridge|hill|county|island|beach|branch|order|parcel|driver|depot|courier|voucher|street|day|week|weekend|holiday|model|edition|size|cable|charger|button|menu|folder|file|course|syndrome)$/;

/** A title stands before a person's name. */
const TITLE = /^(?:mr|mrs|ms|miss|dr|doctor|sir|professor|prof|nurse|sergeant|madam|father|sister|uncle|auntie|aunt|name)$/;

/** "Doctor Reyes" is a person. */
const CALLED = /^(?:doctor|professor|prof|nurse|sergeant|officer|auntie|aunt|uncle)$/;

/** Whether capitals or a strange word stand for a person, a place or a beginning sentence, not for a firm. */
function isNoFirm(conversation: Conversation, from: number, to: number): boolean {
  const { tokens } = conversation;
  const [head, next] = [tokens[from], tokens[to]];
  const last = tokens[to - 1]?.text ?? '';
  if (!head || TITLE.test(tokens[from - 1]?.text ?? '') || PART_OF.test(last) || (to - from > 1 && CALLED.test(head.text))) return true;
  if (next && next.sentence === head.sentence && !next.afterPause && PART_OF.test(next.text)) return true;
  const isFirm = FIRMS.has(last) || KIN.has(last);
  if (isFirstName(head.text) && !isFirm && to - from <= 2) return true;
  // A sentence begins with a capital, whatever its first word is.
  return to - from === 1 && isCommonWord(head.text) && conversation.sentences[head.sentence]?.from === from;
}

const written = (conversation: Conversation, from: number, to: number, isSmall: boolean): SpokenName | null => {
  const [first, last] = [conversation.tokens[from], conversation.tokens[to - 1]];
  if (isNoFirm(conversation, from, to)) return null;
  if (!first || !last || first.utterance !== last.utterance || conversation.tokens.slice(from, to).every((t) => NOT_ALONE.has(t.text))) return null;
  return writtenAt(conversation, from, to, isSmall);
};

/** A stretch of words, as a name. */
export function writtenAt({ tokens, utterances }: Conversation, from: number, to: number, isSmall: boolean): SpokenName {
  const [first, last] = [tokens[from], tokens[to - 1]];
  return { name: (utterances[first?.utterance ?? -1]?.text.slice(first?.start, last?.end) ?? '').replace(/['’]$/, ''), from, to, isSmall };
}

const LONGEST = 4;

/** The name that begins at a token; `mayBeSmall` also takes words that are none of the usual ones where nothing is written large. */
export function nameAt(conversation: Conversation, at: number, sentence: Sentence, mayBeSmall: boolean): SpokenName | null {
  const { tokens } = conversation;
  // "The Classic" is a thing that is sold here; "the AA" is a firm.
  const after = tokens.slice(at + 2, at + 4).map((t) => t.text);
  const isTheirOne = tokens[at]?.text === 'the' && after.some((w) => /^(?:one|ones|deal|offer|quote|price|people|lot|guys|contract|customer|estimate)$/.test(w));
  const from = isTheirOne || (tokens[at]?.text === 'the' && /^[A-Z]{2,}$/.test(raw(conversation, at + 1))) ? at + 1 : at;
  if (from >= sentence.to) return null;
  if (isCapital(conversation, from)) {
    let to = from + 1;
    while (to < sentence.to && to - from < LONGEST) {
      if (tokens[to]?.afterPause) break;
      // "Sons" is kin; "Loom and Larder" right before the sentence's end is one name more often than two.
      const joins = JOINS.has(tokens[to]?.text ?? '') && (KIN.has(tokens[to + 1]?.text ?? '') || (mayBeSmall && to + 2 === sentence.to && to === from + 1));
      if (isCapital(conversation, to)) to += 1;
      else if (joins && isCapital(conversation, to + 1)) to += 2;
      else if (/^\d+$/.test(tokens[to]?.text ?? '') && tokens[to]?.glue === '') to += 1;
      else if (tokens[to]?.glue === '-' || tokens[to]?.glue === '&') to += 1;
      else break;
    }
    return written(conversation, from, to, false);
  }
  if (!mayBeSmall || !isSmallWriting(conversation, from) || !isSmallName(tokens[from]?.text)) return null;
  const isLonger = from + 1 < sentence.to && (FIRMS.has(tokens[from + 1]?.text ?? '') || isSmallName(tokens[from + 1]?.text));
  const to = isLonger ? from + 2 : from + 1;
  return written(conversation, from, to, true);
}

const isSmallName = (text: string | undefined): boolean => text !== undefined && text.length > 2 && /^\p{L}+$/u.test(text) && !isCommonWord(text) && !NO_NAME.has(text) && !isInItsRole(text) && !isFirstName(text) && !/(?:ment|tion|ness|able)$/.test(text);

/** The name that ends before a token. */
export function nameBefore(conversation: Conversation, at: number, sentence: Sentence, mayBeSmall: boolean, withArticle = false): SpokenName | null {
  const { tokens } = conversation;
  let from = at;
  while (from > sentence.from && at - from < LONGEST && (isCapital(conversation, from - 1) || (JOINS.has(tokens[from - 1]?.text ?? '') && KIN.has(tokens[from]?.text ?? '') && from < at))) from -= 1;
  // "With Northwind": its first word begins the sentence.
  if (from === sentence.from && at - from > 1 && isCommonWord(tokens[from]?.text ?? '') && /^(?:with|at|from|on|if|and|but|so|well|see|like|then|when|even|because|since|only|now)$/.test(tokens[from]?.text ?? '')) from += 1;
  // "The Classic is cheaper", "my Bosch is better": things, not firms.
  if (!withArticle && from < at && /^(?:the|a|an|my|your|our|this|that|his|her|their)$/.test(tokens[from - 1]?.text ?? '') && !/^[A-Z]{2,}$/.test(raw(conversation, from))) return null;
  if (from < at) return written(conversation, from, at, false);
  if (!mayBeSmall || at <= sentence.from || !isSmallWriting(conversation, at - 1)) return null;
  const firm = FIRMS.has(tokens[at - 1]?.text ?? '') && at - 2 >= sentence.from && isSmallName(tokens[at - 2]?.text);
  if (firm) return written(conversation, at - 2, at, true);
  if (!isSmallName(tokens[at - 1]?.text)) return pairBefore(conversation, at, sentence);
  return written(conversation, at - 2 >= sentence.from && isSmallName(tokens[at - 2]?.text) ? at - 2 : at - 1, at, true);
}

/** "blue harbour": a strange word may be joined by a usual one; two usual ones are no name. */
function pairBefore(conversation: Conversation, at: number, sentence: Sentence): SpokenName | null {
  const [first, second] = [conversation.tokens[at - 2]?.text ?? '', conversation.tokens[at - 1]?.text ?? ''];
  return at - 2 >= sentence.from && isSmallName(first) && second.length > 3 && !FUNCTION.test(second) ? written(conversation, at - 2, at, true) : null;
}
const FUNCTION = /^(?:yeah|yes|well|okay|sure|right|have|been|with|from|they|them|that|this|what|when|where|then|than|just|also|only|even|still|already|here|there|like|said|says|because|which|will|would|could|were|does|your|their|again)$/;

/** All names of a stretch of words. */
export function namesIn(conversation: Conversation, from: number, sentence: Sentence): SpokenName[] {
  const found: SpokenName[] = [];
  for (let i = from; i < sentence.to; ) {
    const name = nameAt(conversation, i, sentence, false);
    if (name) found.push(name);
    i = name ? name.to : i + 1;
  }
  return found;
}
