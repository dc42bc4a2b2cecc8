import type { Utterance } from '@callmesh/contracts';
import { tokensOf } from './tokens.js';
import { matchesOf } from './matches.js';
import { patternOf } from './pattern.js';

/** What the talk is about when digits follow. */
export type CueKind = 'card' | 'payment' | 'cvv' | 'expiry' | 'last4' | 'ssn' | 'phone' | 'phone-weak' | 'pin' | 'reference' | 'bank';

/** Words that say what kind of number follows. */
export interface Cue {
  readonly kind: CueKind;
  readonly utterance: number;
  readonly start: number;
  readonly end: number;
}

/** Longest first where one contains the other; at one place the first kind wins. */
const CUES: readonly (readonly [CueKind, RegExp])[] = [
  ['cvv', patternOf('gi')`
      security (?:code|digits)|\bcv2\b|\bc ?[vc] ?[vc]2?\b|\bcard verification\b|(?:three|four|3|4)[- ]digits? (?:code )?(?:on|at) the|
      (?:three|four|3|4) (?:digits|numbers) (?:on|at|from) the|number on the back|code (?:on|at) the (?:back|front|strip|reverse)|
      \bon (?:the|its|it's) (?:strip|signature|reverse|front)\b|signature strip|\bback (?:says|reads|is)\b|three digits\b|
      last (?:three|3) (?:digits )?on the back|\bon the back of (?:the|your|my) card`],
  ['expiry', /\bexpir(?:y|ation|es|ed|ing|e)\b(?: date)?(?: (?:of|on) (?:the|your|my|this) card)?|\bexp\b(?:\.| date)?|\bvalid (?:thru|through|until)\b|\bgood through\b/gi],
  ['ssn', /\bsocial security\b|\bs[. ]?s[. ]?n\b|\b(?:your|my|the|of) social\b(?! media)|\bsocial(?: is|'s|:|,? (?:\d|number|zero|oh|one|two|three|four|five|six|seven|eight|nine|double))|\btax(?:payer)? id/gi],
  ['last4', /\blast (?:four|4)\b(?: digits| numbers)?(?! (?:days|weeks|months|years|times|hours))/gi],
  ['pin', /\bpin\b(?! (?:down|point|it|the|codes|\d{1,2}\b))|\bpin (?:number|code)\b|\bpasscode\b|\b(?:access|alarm|door|gate|entry|unlock|safe|locker|building|key ?pad) code\b|\bone[- ]time (?:code|password|passcode)\b|\bverification code\b|\bpassword\b/gi],
  ['phone', patternOf('gi')`
      \b(?:phone|mobile|cell|cellphone|telephone|contact|callback|call back|work|home|fax) (?:phone )?(?:number|no\b|line is)|
      \b(?:phone|mobile|cell|telephone)(?: number)? is\b|\bphone number\b|\barea code\b|\b(?:mobile|cell|phone|landline|whatsapp)(?:'s| is| was|:)|
      \b(?:tel|telephone|mob|fax|ph)\b\.?:?(?= ?[+(\d])|\b(?:reach|get|ring|call|text|phone|contact) (?:me|us|him|her|them) (?:back )?(?:on|at)\b|
      \bget hold of (?:me|us|him|her)\b|\bwhats ?app\b`],
  ['phone-weak', /\b(?:call|calling|reach|ring|text|phone) (?:me|you|him|her|us|them)\b|\bcall(?:ed|ing)? from\b|\bmy number\b|\bbest number\b|\bnumber to (?:call|reach)\b|\b(?:phone|mobile|cell|telephone)\b/gi],
  ['card', patternOf('gi')`
      \bcard numbers?\b|\b(?:credit|debit|bank|gift|my|your|the|this|another|other) cards?\b|\bvisa\b|\bjcb\b|\brupay\b|\bmaestro\b|\bdiners\b|
      \bmaster ?card\b|\bamex\b|\bamerican express\b|\bdiscover card\b|\blong number\b|\bsixteen[- ]digits?\b|\b16[- ]digits?\b|
      (?<!ssn |social |phone |number |account )\b(?:ending|ends) (?:in|with)\b|\bcard\b`],
  ['reference', patternOf('gi')`
      \b(?:account|member(?:ship)?|customer|registration|loyalty|student|employee|staff|badge) (?:number|no|id)\b|\berror\b|
      \b(?:bar ?code|consignment|docket|waybill|airway ?bill|manifest|pallet|container|estimate|incident|authori[sz]ation|
      approval|transaction|coupon|chassis|asset|job|rma|dispatch|referral|order|invoice|ticket|case|reference|confirmation|
      tracking|booking|parcel|shipment|receipt|return|product|item|article|model|serial|part|zip|postal)s?\b(?: (?:number|numbers|code|id|no))?|\bsku\b|
      \bproduct code\b|\bp\.?o\.?(?= ?#? ?\d)|
      \b(?:meter|policy|claim|flight|batch|voucher|release|version|imei|iccid|vin|isbn|asin|sim(?= (?:card )?(?:number|is|says|reads))|quote(?=,? ?(?:number|no|ref|id|#|\d)))\b(?: (?:number|reading|id|no|code))?`],
  ['bank', /\bsort code\b|\brouting\b|\biban\b|\bbank account\b|\b(?:savings|checking|current) account\b|\bsavings\b(?= ?[,:-])|\bbsb\b|\bifsc\b|\baba\b/gi],
  ['payment', /\bpay(?:ing|ment|ments)?\b|\bpaid\b|\bcharged? (?:it )?to\b|\bbilling\b/gi],
];

/** A word of each cue, so that an utterance without any is not searched. */
const KEYS = new Map<string, number>();
for (const [at, words] of [
  'c security cvc cvv cv2 cvv2 cvc2 ccv cvcs digit digits numbers number code back verification last strip signature reverse front',
  'expiry expires expiration expire expired expiring expir exp valid good',
  'social ssn s tax taxpayer ssns',
  'last',
  'pin passcode code password',
  "phone mobile cell cellphone telephone contact callback call work home fax number area mobile's cell's phone's landline landline's whatsapp tel mob ph reach get ring text whats",
  'call calling reach ring text phone called number mobile cell telephone best',
  'card cards visa jcb rupay maestro diners mastercard master amex american discover long sixteen 16 ending ends',
  'account member membership customer registration loyalty student employee staff badge error barcode bar consignment docket waybill airway manifest pallet container estimate incident authorisation authorization approval transaction transactions coupon chassis asset job jobs rma dispatch referral order orders invoice invoices ticket tickets case cases reference references confirmation confirmations tracking booking bookings parcel parcels shipment shipments receipt receipts return returns product products item items article articles model models serial serials part parts zip postal sku po p meter policy claim flight batch voucher release version imei iccid sim quote vin isbn asin zips trackings',
  'sort routing iban bank savings checking current bsb ifsc aba',
  'pay paying payment payments paid charge charged billing',
].entries()) for (const word of words.split(' ')) KEYS.set(word, (KEYS.get(word) ?? 0) | (1 << at));

function kindsIn(utterance: Utterance): number {
  let kinds = 0;
  for (const { kind, text } of tokensOf(utterance)) if (kind !== 'mark') kinds |= KEYS.get(text) ?? (text.endsWith("'s") ? (KEYS.get(text.slice(0, -2)) ?? 0) : 0);
  return kinds;
}

/** An utterance is looked at once; its index is the same in every round. */
const seen = new WeakMap<Utterance, Cue[]>();

/** All cues of a conversation, in order. */
export function findCues(utterances: readonly Utterance[]): Cue[] {
  return utterances.flatMap((utterance, index) => {
    const known = seen.get(utterance);
    if (known !== undefined) return known;
    const kinds = kindsIn(utterance);
    if (kinds === 0) {
      seen.set(utterance, []);
      return [];
    }
    // Our own placeholders are no words: [CREDIT_CARD_1] must not be a cue for what follows it.
    const text = utterance.text.includes('[') ? utterance.text.replace(/\[[A-Z_]+_\d+\]/g, (match) => ' '.repeat(match.length)) : utterance.text;
    const found = CUES.flatMap(([kind, pattern], at) => (kinds & (1 << at)) === 0 ? [] : matchesOf(pattern, text).map((match) => ({ kind, utterance: index, start: match.index, end: match.index + match[0].length })));
    found.sort((a, b) => a.start - b.start);
    const kept: Cue[] = [];
    for (const cue of found) {
      const last = kept.at(-1);
      if (last === undefined || cue.start >= last.end) kept.push(cue);
      else if (rank(cue.kind) < rank(last.kind)) kept[kept.length - 1] = cue;
    }
    seen.set(utterance, kept);
    return kept;
  });
}

const rank = (kind: CueKind): number => CUES.findIndex(([other]) => other === kind);
