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
const FIRMS = new Set(['bank', 'energy', 'mobile', 'telecom', 'telecoms', 'insurance', 'broadband', 'power', 'gas', 'mutual', 'homes', 'motors', 'cars', 'direct', 'air', 'airways', 'airlines', 'media', 'cell', 'wireless', 'foods', 'supplies', 'electric', 'water', 'group', 'rentals', 'hotels', 'travel', 'logistics', 'software']);
/** What a small word before "are doing the same for less" must not be. */
const SMALL_WORDS = new Set(
  `a an the my your our his her its their this that these those some any all both other others another same each every either neither no not i you he she they we it me him us them who what which when
   where why how there here someone somebody anyone everyone everybody people person guy guys man woman company companies competitor competitors provider providers supplier suppliers shop shops store stores
   place places one ones two three four five six seven eight nine ten and or but so because since if as than then now just only also too very really more most less least much many few lot lots bit of to in
   on at by for from with about over under up down out off into is are was were be been being am do does did done have has had will would can could shall should may might must let get got go going gone
   come came see saw seen say says said saying tell told think thought know known mean means like want need try look looking make made take took give gave put keep kept find found pay paid price prices deal
   deals offer offers quote quotes friend friends sister brother mother mum mom dad father wife husband neighbour neighbor colleague boss son daughter cousin online new old good better best cheap cheaper
   well yeah yes okay ok right sure hi hello hey please thanks thank um uh er today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday week month year day time internet bank broadband
   energy mobile insurance phone contract account bill money order service services customer customers thing things something anything nothing everything car house home work office number name email website
   app system rate rates tariff plan package bundle speed speeds agent agents dealer garage rest else again still already maybe actually basically literally honestly apparently whoever whatever somewhere
   elsewhere anywhere heard saw cause cuz cos then even why okay alright anyway plus before after ever usual normal expected average ours yours theirs mine planned advertised ago high street market local big small cost costs fee fees first last next`.split(/\s+/),
);

const raw = (conversation: Conversation, at: number): string => {
  const token = conversation.tokens[at];
  return token ? (conversation.utterances[token.utterance]?.text.slice(token.start, token.end) ?? '') : '';
};

/** Of these alone no firm is named, but a longer name may hold them. */
const NOT_ALONE = new Set('basic premium classic deluxe standard pro plus gold silver platinum business enterprise starter family unlimited bank royal better word zoom swift mail black pay british american european london yorkshire scotland wales england kong apple'.split(' '));

/** Whether an utterance is written without capitals. */
function isSmallWriting(conversation: Conversation, at: number): boolean {
  const text = conversation.utterances[conversation.tokens[at]?.utterance ?? -1]?.text ?? '';
  return !/\p{Lu}/u.test(text.replaceAll(/\[[A-Z_0-9]+\]/g, '').replaceAll(/\bI\b/g, ''));
}

function isCapital(conversation: Conversation, at: number): boolean {
  const token = conversation.tokens[at];
  return token !== undefined && /^\p{Lu}\p{L}*(?:['’]s?)?$/u.test(raw(conversation, at)) && (!NO_NAME.has(token.text) || NOT_ALONE.has(token.text)) && !(conversation.tokens[at + 1]?.glue === '-' && /\d|^\p{L}$/u.test(conversation.tokens[at + 1]?.text ?? ''));
}

const written = (conversation: Conversation, from: number, to: number, isSmall: boolean): SpokenName | null => {
  const [first, last] = [conversation.tokens[from], conversation.tokens[to - 1]];
  if (!first || !last || first.utterance !== last.utterance || conversation.tokens.slice(from, to).every((t) => NOT_ALONE.has(t.text))) return null;
  return { name: (conversation.utterances[first.utterance]?.text.slice(first.start, last.end) ?? '').replace(/['’]$/, ''), from, to, isSmall };
};

const LONGEST = 4;

/** The name that begins at a token; `mayBeSmall` also takes words that are none of the usual ones where nothing is written large. */
export function nameAt(conversation: Conversation, at: number, sentence: Sentence, mayBeSmall: boolean): SpokenName | null {
  const { tokens } = conversation;
  // "The Classic" is a thing that is sold here; "the AA" is a firm.
  const from = tokens[at]?.text === 'the' && /^[A-Z]{2,}$/.test(raw(conversation, at + 1)) ? at + 1 : at;
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
  if (!mayBeSmall || from >= sentence.to || !isSmallWriting(conversation, from) || !isSmallName(tokens[from]?.text)) return null;
  const to = from + 1 < sentence.to && FIRMS.has(tokens[from + 1]?.text ?? '') ? from + 2 : from + 1;
  return written(conversation, from, to, true);
}

const isSmallName = (text: string | undefined): boolean => text !== undefined && text.length > 1 && /^\p{L}+$/u.test(text) && !SMALL_WORDS.has(text) && !NO_NAME.has(text) && !/(?:ing|ed|ly|ment|tion|s)$/.test(text);

/** The name that ends before a token. */
export function nameBefore(conversation: Conversation, at: number, sentence: Sentence, mayBeSmall: boolean): SpokenName | null {
  const { tokens } = conversation;
  let from = at;
  while (from > sentence.from && at - from < LONGEST && (isCapital(conversation, from - 1) || (JOINS.has(tokens[from - 1]?.text ?? '') && KIN.has(tokens[from]?.text ?? '') && from < at))) from -= 1;
  // "The Classic is cheaper", "my Bosch is better": things, not firms.
  if (from < at && /^(?:the|a|an|my|your|our|this|that|his|her|their)$/.test(tokens[from - 1]?.text ?? '') && !/^[A-Z]{2,}$/.test(raw(conversation, from))) return null;
  if (from < at) return written(conversation, from, at, false);
  if (!mayBeSmall || at <= sentence.from || !isSmallWriting(conversation, at - 1)) return null;
  const firm = FIRMS.has(tokens[at - 1]?.text ?? '') && at - 2 >= sentence.from && isSmallName(tokens[at - 2]?.text);
  if (firm) return written(conversation, at - 2, at, true);
  if (!isSmallName(tokens[at - 1]?.text)) return null;
  return written(conversation, at - 2 >= sentence.from && isSmallName(tokens[at - 2]?.text) ? at - 2 : at - 1, at, true);
}

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
