import type { Utterance } from '@callmesh/contracts';
import type { Questions, Topic } from '../asked.js';
import { isExpiry } from '../answers.js';
import { saysNumber } from '../digit-words.js';
import { NO_CARD } from '../topics.js';
import { MONTHS, yearAt } from './dates.js';
import type { Finding } from '../finding.js';
import { UNIT_WORDS } from '../quantities.js';
import { tokensOf, type Token } from '../tokens.js';
import { codeRange, type CodeForm } from './code-range.js';
import { findSaidShapes } from './said-shapes.js';
import { findShapes } from './shapes.js';
import { matchesOf } from '../matches.js';
import { patternOf } from '../pattern.js';

interface Kind extends CodeForm {
  readonly type: string;
  /** Fewer digits are no such code. */
  readonly least: number;
  readonly most?: number;
}

/** What an answer to a question about this topic holds. */
const ANSWERS: Readonly<Partial<Record<Topic, Kind>>> = {
  expiry: { type: 'CARD_EXPIRY', least: 2, most: 12, months: true },
  id: { type: 'NATIONAL_ID', least: 2, most: 30, letters: true },
  passport: { type: 'PASSPORT', least: 3, most: 20, letters: true },
  iban: { type: 'IBAN', least: 2, most: 40, letters: true },
  bank: { type: 'BANK_ACCOUNT', least: 4, most: 30, letters: true },
  licence: { type: 'DRIVER_LICENCE', least: 2, most: 30, letters: true },
};
/** Words after which such a code follows in the same breath. */
const CUES: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [/\bi ?b ?a ?n\b/gi, { type: 'IBAN', least: 6, letters: true }],
  [/\bpassport(?: number| no\b)?/gi, { type: 'PASSPORT', least: 4, letters: true }],
  [/\b(?<!\b(?:software|product|plate|liquor|fishing|tv|television|windows|office|user|site|marriage|business|open|trade) )(?:licen[cs]e|lic\b\.?)(?: (?:number|no\b\.?)|:| class \w\b)?(?:,? (?:also|is|was|it's|reads|says|with|no\b\.?))*(?! plate)|\bdl\b(?= [a-z]{0,3}\d)|\bd\.?l\.?(?: ?(?:number|no)\b| ?#)/gi, { type: 'DRIVER_LICENCE', least: 4, letters: true }],
  [patternOf('gi')`
      \bnational insurance\b|\bn\.?i\.? number\b|\bnino\b|\bpan (?:card|number)\b|\bmy pan\b|\bpan is\b|\bnational (?:id|identity)\b|
      \bidentity (?:card|number)\b|\bid card\b|\baadhaar\b|\badhar\b|\bsocial insurance\b|\b(?:my |your )?sin (?:number|is)\b|\btax file number\b|\btfn\b|
      \bsteuer-?\s?id\w*|\bnhs number\b|\bmedicare number\b|\bcpf\b|\bdni\b|\bnie\b|\bbsn\b|\bpesel\b|\bcurp\b|\brut\b|\bcodice fiscale\b|\bpps number\b|
      \bpersonnummer\b|\bnif\b|\bcnp\b|\bahv\b|\bnric\b|\bnin\b|\bbvn\b|\bcnic\b|\bcédula\b|\bcedula\b|\bkimlik\b|\btckn\b|\bhetu\b|\bcpr\b|\bemirates id\b|
      \biqama\b|\bmykad\b|\boib\b|\bamka\b|\bghana card\b|\bvoter (?:id|card)\b|\bhealth card\b|\bpersonal number\b|\bpps\b|\bp p s\b|\bn i number\b|
      \bmedical record number\b|\bmrn\b|\bs\.? ?i\.? ?n\b\.?(?= (?:is|number|no))|\bsss\b|\bqid\b|\bppsn\b|\bphilhealth\b|\bumid\b|\bausweis\w*\b|\btin\b(?! (?:of|can))|\btax id\b|
      \b(?:my|his|her|the|on) id\b(?: card)?(?= (?:number|no|is|was|\d{6}))|,\s?id(?= \d{6})`, { type: 'NATIONAL_ID', least: 4, letters: true }],
  [/\bsort code\b|\brouting(?: number)?\b|\baba number\b|\bbank account(?: number)?\b|\b(?:checking|savings|current) account(?: number)?\b|\bbank details\b|\bbic\b|\bswift code\b|\bbsb\b|\bifsc\b/gi, { type: 'BANK_ACCOUNT', least: 5, letters: true }],
  [/\bexpir(?:y|ation|es|ing)\b(?: date)?|\bexp\b\.?|\bvalid (?:thru|through|until|till|to)\b|\bcard (?:runs out|ends)(?: in)?|\b(?:runs|running|ran) out(?: in)?\b|\bgood (?:thru|through|until|till)\b|\bend date\b/gi, { type: 'CARD_EXPIRY', least: 3, most: 8, months: true }],
  [patternOf('gi')`
      \b(?<!social )(?:security|sec\.?|verification) (?:code|number|digits)\b|\bcard code\b|\b(?:three|last three|3) (?:digits|numbers|figures)\b|
      \bnumber on the back\b|\b(?:back|reverse) of (?:the|my) card(?: says| is| reads)?|\bsecurity(?:'s| is)\b|\bcv2\b|\blast three\b(?! (?:of|orders|times|bills|months|weeks|days|years|payments|digits of))|\bback number(?:'s| is)|\bsecurity (?:bit|one) is\b|\bcode on (?:it|mine|this one|that one)\b|\b(?:wee|little|tiny|small) (?:number|code)(?: on the back)?(?: is|'s)|\bc ?[vs] ?[vc] ?2?\b|
      \b(?:and the|the|,) code(?: is| on the back(?: is| says)?)?|\b(?:three|four|3|4) (?:on|from|off) the (?:back|front|flip side|reverse|strip)\b|\bthe three (?:is|are)\b|\b(?:little|small|tiny) ones\b|\bcode(?:'s| is|:)`, { type: 'CVV', least: 3, most: 4 }],
  [/\b(?:a\/c|acct|account)\b(?: number| no\b| is)?/gi, { type: 'BANK_ACCOUNT', least: 5 }],
  [/\baccount (?:number|no|id)\b/gi, { type: 'BANK_ACCOUNT', least: 5, letters: true }],
];
const CARD = /\bcards?\b|\bc[vs][vc]2?\b|\bcv2\b|\bback number\b|\b(?:three|3) digits\b|\bvisa\b|\bjcb\b|\brupay\b|\bmaestro\b|\bdiners\b|\bmastercard\b|\bamex\b|\bamerican express\b|\bcredit\b|\bdebit\b/i;
/** A card's dates and codes count within so many utterances of talk of a card. */
const CARD_WINDOW = 4;
/** Only cards say so, or the talk is of one already. */
const ENDS = /\bvalid (?:thru|through)\b|\b(?:it|mine|card|one|that) (?:expires|runs out|is good (?:until|till|through))\b/i;
const BANK = /\bsort code\b|\brouting\b|\bbank\b|\biban\b|\baba\b|\b(?:checking|savings|current) account\b|\bbic\b|\bswift\b|\bbsb\b|\bifsc\b|\bbranch\b|\bsavings\b|\bpayee\b|\bdirect deposit\b/i;

/** Finds ids, bank and licence numbers, a card's dates and codes: by their shape, after a word that names them, or in the answer to a question for one; spelled out too. */
export function findCodes(utterances: readonly Utterance[], { topics: asked, all }: Questions): Finding[] {
  let card = -Infinity;
  return utterances.flatMap((utterance, index) => {
    const { text } = utterance;
    if (CARD.test(text)) card = index;
    const nearCard = index - card <= CARD_WINDOW || asked[index] === 'cvv' || asked[index] === 'expiry' || asked[index] === 'card' || asked[index] === 'code' || (ENDS.test(text) && !NO_CARD.test(text) && (all[index]?.length ?? 0) === 0) || hasCardLength(utterance);
    const found = findShapes(text, index);
    const tokens = tokensOf(utterance);
    if (!saysNumber(tokens)) return found;
    for (const shape of findSaidShapes(tokens, text, index)) if (!found.some(({ pieces: [piece] }) => piece !== undefined && piece.start < (shape.pieces[0]?.end ?? 0) && piece.end > (shape.pieces[0]?.start ?? 0))) found.push(shape);
    const bank = BANK.test(text) || asked[index] === 'bank' || asked[index] === 'iban';
    const take = (start: number, kind: Kind, reason: string, score: number): boolean => {
      const range = codeRange(tokens, text, start, kind);
      if (range === null || range.digits < kind.least || range.digits > (kind.most ?? 40)) return false;
      // A time of day is no security code.
      if (kind.type === 'CVV' && /^\d{1,2}:\d{2}$/.test(text.slice(tokens[range.from]?.start, tokens[range.to - 1]?.end))) return false;
      // Beside something found, what is left of a longer number is no date or code of its own.
      if ((kind.most ?? 40) <= 12 && (isCovered(tokens[range.to]) || isCovered(tokens[range.from - 1]))) return false;
      if (range.digits <= 4 && UNIT_WORDS.has(tokens[range.to]?.text ?? '')) return false;
      // "DH 1200 45" is somebody's reference.
      if (kind.type === 'PHONE' && /^[a-z]{1,3}$/.test(tokens[range.from - 1]?.text ?? '') && (tokens[range.from - 1]?.large === true || tokens[range.from - 1]?.text.length === 1) && range.digits < 9) return false;
      const from = kind.type === 'PHONE' && /^(?:plus|\+)$/.test(tokens[range.from - 1]?.text ?? '') ? range.from - 1 : range.from;
      found.push(finding(kind.type, index, (tokens[from] as Token).start, (tokens[range.to - 1] as Token).end, range.value, reason, score));
      return true;
    };
    const taken = (at: number): boolean => found.some(({ pieces: [piece] }) => piece !== undefined && piece.start <= (tokens[at]?.start ?? 0) && piece.end > (tokens[at]?.start ?? 0));
    let any = false;
    for (const [pattern, kind] of CUES) {
      if ((kind.type === 'CARD_EXPIRY' || kind.type === 'CVV') && !nearCard) continue;
      if (kind.type === 'BANK_ACCOUNT' && !bank) continue;
      let token = 0;
      for (const match of matchesOf(pattern, text)) {
        const end = match.index + match[0].length;
        while (token < tokens.length && (tokens[token]?.start ?? 0) < end) token += 1;
        if (take(token, kind, 'after a word that names it', 0.85)) any = true;
      }
    }
    if (nearCard && (CARD_TOPICS.has(asked[index] ?? 'reference') || card === index)) for (const at of cardDates(tokens)) if (!taken(at) && take(at, DATE, 'month and year beside a card', 0.7)) any = true;
    const several = (all[index]?.length ?? 0) > 1;
    // The first thing asked for, or a code with letters that was asked for beside it.
    const kind = (asked[index] === 'bank' && all[index]?.includes('card') === true ? undefined : ANSWERS[asked[index] ?? 'reference']) ?? (several && all[index]?.includes('card') !== true ? lettered(all[index] ?? []) : undefined);
    // Beside something that was found already the rest is no answer: a text that was redacted before is judged as it was then.
    if (kind !== undefined && !any && tokens.length <= 80 && ((several && kind.letters === true) || tokens.every((token) => token.kind !== 'placeholder'))) take(0, { ...kind, anywhere: true }, 'answer to a question for it', 0.9);
    return found;
  });
}

/** A date behind as many figures as a card has. */
const hasCardLength = ({ text }: Utterance): boolean => text.length > 24 && /\bexp/i.test(text) && /(?:\d[ ,-]{0,2}){15}/.test(text);

const lettered = (topics: readonly Topic[]): Kind | undefined => topics.map((topic) => ANSWERS[topic]).find((kind) => kind?.letters === true);

const CARD_TOPICS: ReadonlySet<Topic> = new Set(['card', 'cvv', 'expiry', 'code']);
const DATE: Kind = { type: 'CARD_EXPIRY', least: 3, most: 6, months: true };
/** Of one utterance. */
const MAX_CARD_DATES = 4;
const NO_CARD_DATE = new Set('in on since by of from until till before after this last next every'.split(' '));

/** Where a month and a year stand as a card has them: "06/28", "june twenty six", and no day before. */
function cardDates(tokens: readonly Token[]): number[] {
  const found: number[] = [];
  for (const [at, token] of tokens.entries()) {
    if (found.length === MAX_CARD_DATES) break;
    const before = tokens[at - 1];
    if (NO_CARD_DATE.has(before?.text ?? '')) continue;
    if (token.kind === 'word' && MONTHS.has(token.text)) {
      const year = yearAt(tokens, at + 1);
      if (year !== null && year.value >= 2020 && year.value <= 2045) found.push(at);
    } else if (token.kind === 'figures' && tokens[at + 1]?.text === '/' && before?.text !== '/' && tokens[at + 3]?.text !== '/' && isExpiry(token.text + (tokens[at + 2]?.text ?? ''))) found.push(at);
  }
  return found;
}

const isCovered = (token: Token | undefined): boolean => token?.kind === 'placeholder';

const finding = (type: string, utterance: number, start: number, end: number, value: string, reason: string, score: number): Finding => ({ type, value: value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase(), pieces: [{ utterance, start, end }], reason, score });
