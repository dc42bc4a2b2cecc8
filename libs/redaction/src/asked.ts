import type { Utterance } from '@callmesh/contracts';
import { tokensOf } from './tokens.js';

/** What somebody was asked for. */
export type Topic = 'name' | 'spelling' | 'phone' | 'email' | 'street' | 'where' | 'card' | 'cvv' | 'expiry' | 'id' | 'bank' | 'iban' | 'ssn' | 'passport' | 'birth' | 'age' | 'ip' | 'url' | 'login' | 'password' | 'licence' | 'reference';

/** The first that matches counts, so that "card number" is not a plain number and "user name" no name. */
const TOPICS: readonly (readonly [Topic, RegExp])[] = [
  ['name', /\bwhat (?:should|shall|do|can|may) (?:i|we) call you\b|\bwho have i got\b|\bwho(?:'s| is| am i) (?:calling|this|speaking)\b|\bname on (?:the|your|that) (?:card|account|policy|order|booking|contract)|\bis that (?:mr|mrs|ms|miss|dr)\b/i],
  ['password', /\bpass ?(?:word|phrase|code|key)|\bmemorable\b|\bsecurity (?:answer|word|phrase|question)|\bsecret (?:word|answer|question|code)|\bpin\b(?! ?code)|\bpin (?:number|code)\b(?!.{0,20}\barea)|\b(?:access|door|gate|alarm|entry|unlock|one[- ]time|verification|confirmation) code\b(?!.{0,12}\b(?:order|card))|\bcode (?:we|i) (?:just )?(?:sent|texted)|\botp\b|\bsafe ?word\b|\bkeyword\b|\bwhat (?:are you|did you) typ(?:ing|e)|\bcredentials\b|\b(?:wi-?fi|network|alarm|gate|door|safe|locker) (?:code|key)\b|\b(?:five|six|seven|eight|5|6|7|8)[- ]digit (?:pass)?code\b|\bcode (?:from|in) (?:the|your) (?:text|sms|message|e-?mail|app)\b|\bfirst (?:pet|car|school|teacher)\b|\bpet'?s name\b|\bfavou?rite (?:colou?r|film|movie|book|food|place|teacher)\b/i],
  ['cvv', /\bc[vs][vcn]2?\b|\bcsc\b|\b(?<!social )security (?:code|number|digits|value)|\bcard verification\b|\bverification (?:number|value)|\bsignature (?:strip|panel)|\b(?:three|3)[- ](?:digits?|numbers?|figures?)\b|\bfour[- ]digit (?:code|number)? ?(?:on|above|from|at)|\b(?:four|4) (?:digits|numbers) (?:on|above|from|at) the front|\blast (?:three|3)\b|\b(?:digits|numbers?|code|figures) (?:is )?(?:printed )?(?:on|at|from) (?:the|your) (?:very )?(?:back|reverse|rear|flip|other side|signature)|\b(?:three|code|digits|numbers?|figures)\b.{0,24}\b(?:back|reverse|rear)\b|\bback of (?:the|your|that) card|^(?:and )?(?:the |your )?security number|\b(?:code|digits) (?:\w+ )?(?:on|at) (?:the|your|that) (?:front|card)|\bturn (?:it|the card) over|^(?:okay |ok |great |thanks )?(?:and )?(?:what's |what is )?the (?:little |security )?code\??$|\bcard code\b/i],
  ['expiry', /\bexpir|\bexp\b|\bvalid (?:thru|through|until|till|to|from)\b|\b(?:runs?|running) out\b|\bgood (?:thru|through|until|till)\b|\bend date\b|\bmonth and (?:the )?year\b|\bdate on (?:the|your|that) (?:card|front)\b|\bcard (?:end|valid)|\buntil when\b|\bhow long is (?:it|the card) valid\b/i],
  ['login', /\buser ?(?:name|id)\b|\blog ?in\b|\bsign ?in (?:name|with|as|id)\b|\bscreen ?name\b|\bgamer ?tag\b|\bnick ?names?\b|\bhandle\b|\b(?:skype|twitter|instagram|insta|discord|steam|telegram|snapchat|tiktok|account|profile|display|online|player|reddit|github|xbox|playstation|portal) (?:name|id|handle|account)\b|\balias\b|\b(?:your|her|his|the) (?:skype|discord|insta|instagram|twitter|telegram|snapchat|steam|tiktok)\b|\bwhat do they call you\b|\blogged in as\b|\bknown as on\b/i],
  ['licence', /\bdriv(?:er'?s?|ing|ers) (?:licen[cs]e|permit)|\blicen[cs]e (?:number|no)|\b(?:on|from) (?:the|your) licen[cs]e|\blicen[cs]e\?|\bdvla\b/i],
  ['ip', /\bi\.?p\.?(?: address)?\b|\baddress (?:is )?(?:the|of the|does the|of your) (?:router|modem|server|machine|printer|camera|device)|\bipv[46]\b|\bnetwork address\b/i],
  ['email', /\be-? ?mails?\b|\bat sign\b|\b(?:after|before) the at\b|\bis that (?:at )?(?:gmail|hotmail|yahoo|outlook|a gmail)|\binbox\b|\bmail address\b|\bsend (?:you )?(?:the|a|your) (?:receipt|confirmation|link|invoice|pdf|tickets?|quote|form)\b/i],
  ['url', /\bweb ?(?:site|page|address|link)\b|\burl\b|\b(?:profile|the|your|a|her|his) (?:link|page|blog|portfolio|site)\b|\bwhich (?:page|site|link)\b|\blink\b|\bwhere did you upload\b|\bdomain\b|\bonline shop\b|\bfind (?:it|you|them) online\b/i],
  ['iban', /\biban\b/i],
  ['bank', /\bsort code\b|\brouting\b|\b(?:bank|checking|savings|current) account\b|\baccount number\b|\bbank details\b|\bswift\b|\bbic\b|\bbsb\b|\bwhich account\b|\baccount (?:should|shall|do) (?:we|i)\b/i],
  ['ssn', /\bsocial(?: security)?\b(?! media| insurance)|\bs\.?s\.?n\b/i],
  ['passport', /\bpassport\b/i],
  ['id', /\bnational insurance\b|\bni number\b|\baadhaar\b|\badhar\b|\bpan (?:number|card)\b|\b(?:your )?sin\b|\bsocial insurance\b|\bpesel\b|\bdni\b|\bnie\b|\bnif\b|\bcpf\b|\bbsn\b|\bcurp\b|\brut\b|\brfc\b|\bnhs number\b|\bmedicare\b|\btax (?:id|file|number|identification)|\btfn\b|\bnational (?:id|number|identity)|\bid (?:card|number|no)\b|\b(?:personal|citizen|government|identification|identity) (?:number|code|id|card|document)|\bcodice fiscale\b|\bsteuer|\bpps\b|\bnino\b|\bpersonnummer\b|\bpersonal ?nummer\b|\btaxpayer\b|\bnric\b|\bfin\b|\bmykad\b|\bcedula\b|\bahv\b|\bresident (?:number|card|registration)|\bhkid\b/i],
  ['birth', /\b(?:date of birth|birth ?date|birth ?day|d\.?o\.?b)\b|\bborn\b|\bdate of your birth\b|\bbirth\b/i],
  ['age', /\bhow old\b|\b(?:child|baby|infant|passenger|kid) (?:under|over)\b|\bages?\b|\bwhat age\b/i],
  ['card', /\bcards?\b|\blong number\b|\bsixteen[- ]digits?\b|\bamerican express\b|\bamex\b|\b(?:like|want|going) to pay\b|\bvisa\b|\bmaster ?card\b|\bpayment (?:details|number)\b|\bpaying\b|\bdigits across\b|\bnumber on the front\b/i],
  ['phone', /\b(?:phone|mobile|cell|telephone|contact|call ?back|daytime|evening|landline|whatsapp|fax|best|home|work|office|her|his|their|another|alternative|second|different|emergency|direct) ?(?:phone |contact )?(?:number|no|line)s?\b|\b(?:phone|mobile|cell|landline|telephone)\b|\bwhatsapp\b|\b(?:number|line) (?:are you (?:calling|ringing|on)|to (?:reach|call|ring|text|use)|should|shall|do you want|can|may|could|would|on file|you're calling)\b|\b(?:call|ring|phone|text|reach|contact|get hold of) (?:you|him|her|them|your \w+)(?: back)?(?: on| at)?\b|^(?:(?:okay|ok|thanks|great|right|alright|lovely)[ ,.]+)?(?:and )?(?:so )?(?:what's |what is |what was )?(?:the|your|that) number(?: again| please)?\W*$|\b(?:confirm|read back|repeat|give me|have) (?:the|your|a) number\b|\bwhat(?:'s| is) your number\b|\bnumber (?:we|do we) have\b|\barea code\b|\bcut off\b|\bwhich number\b|\b(?:any|an|your) other number\b|\bbest way to (?:reach|contact)\b|\bcontact details\b|\bextension\b|\bcountry code\b/i],
  ['street', /\baddress\b|\bpost ?code\b|\bpostal\b|\bzip(?: code)?\b|\bwhere(?:abouts)? (?:do|does|did|are|is) (?:you|he|she|they|your \w+|it|this|that|we|the \w+) (?:live|living|stay|staying|move|going|sending|based|located|delivering|be delivered)|\b(?:the|your|and|which|what) (?:street|city|town|village|house number|flat number|apartment number|door number|building|district|state|county|country|suburb|neighbou?rhood|region|province)\b(?! code)|\bhouse number\b|\bstreet\b|\bfirst line\b|\bwhereabouts\b|\bplace of residence\b|\bcity\b|\bapartment (?:number|or)\b/i],
  ['where', /\bwhere\b|\bdeliver(?:ed|y)? (?:it )?to\b|\blocation\b|\bapartment\b/i],
  ['spelling', /\bspell\b|\bspelling\b|\bspelled\b|\bhow do you (?:spell|write)\b|\bwith an? [a-z]\b|\bletter by letter\b/i],
  ['name', /\bnames?\b|\bsurname\b|\bwho am i\b|\bwho(?:'s| is| are| was| were) (?:this|calling|speaking|it|that|we|you|the|in|your|there)|\bwho(?:m)? (?:did|was|should|shall|do|can|would|will|else|does|may|must|is) (?:\w+ )?(?:you|we|i|they|it|the|be)|\bwho (?:booked|made|placed|signed|took|sent|told|else|ordered|paid|lives|opened|accepted|answered|served|helped|visited|gave|owns|came)|\bwhose\b|\bnext of kin\b|\bcard ?holder\b|\baccount ?holder\b|\bother passenger\b|\bpassengers?\b|\bguests?\b|\bwhich (?:doctor|agent|colleague|adviser|advisor|nurse|driver|technician|teacher|dentist|manager|lady|gentleman)\b|\bpolicy ?holder\b|\bsame person\b|\bemergency contact\b|\bspeaking (?:to|with)\b|\baddressed to\b|\bwho\?|\bbeneficiar(?:y|ies)\b|\bcalled\?/i],
  ['reference', /\b(?:order|booking|invoice|tracking|serial|model|ticket|case|claim|reference|confirmation|voucher|batch|part|product|parcel|customer|item|policy|flight|meter|error|promo|discount|registration|account|member(?:ship)?)s?\b(?: \w+)? ?(?:number|id|code|reference|reading|no|say)?\b|\bsku\b|\bhow (?:many|much|long)\b|\bappointment\b|\b(?:which|what) (?:date|day|time|product|seat|bank|size|window)\b|\bwhen (?:did|does|will|would|was)\b|\bnumber\b|\bcode\b/i],
];
/** A number of something, which no word for a person's own goes with. */
const REFERENCE = /\b(?:order|booking|invoice|tracking|serial|model|ticket|case|claim|reference|confirmation|voucher|batch|part|product|parcel|item|flight|meter|error|promo|discount|sku|transaction|delivery|shipment|imei|job|version|room|seat|gate|quote|return|warranty|customer) ?(?:number|numbers|id|code|reference|reading|no|ref)\b|\bmeter\b|\bsku\b|\bhow (?:many|much)\b/i;
const PERSONAL = /\bcard\b|\bphone\b|\be-?mail\b|\bsocial\b|\bpassword\b|\bpin\b|\bname\b|\baddress\b|\bsecurity\b/i;
/** A name of something that is nobody's. */
const NO_NAME = /\b(?:product|company|business|brand|shop|store|item|model|file|street|medication|firm|plan|network|wi-?fi|domain|bank|school|hotel|account|event|project|device|app|team|pet|dog|cat) name\b|\bname of (?:the|your|that) (?:product|company|business|shop|store|item|file|street|medication|firm|plan|network|bank|school|hotel|app|event|restaurant|place|street|book|film|game)/i;
const ACKNOWLEDGEMENTS = new Set("okay ok yes yeah yep right sure alright uh huh mhm mm hmm got it go on ahead thanks thank you great perfect good please and then continue next i'm listening have that moment lovely fine cool carry mm-hmm brilliant".split(' '));
/** An answer may come after a word in between. */
const REACH = 2;

/** What each utterance answers: the topic of a question of the other speaker right before it; null where nothing was asked. */
export function askedBefore(utterances: readonly Utterance[]): (Topic | null)[] {
  let topic: Topic | null = null;
  let asker = '';
  let left = 0;
  return utterances.map((utterance) => {
    const answers = topic !== null && left > 0 && (utterance.speaker !== asker || utterance.speaker === 'unknown') ? topic : null;
    if (isAcknowledgement(utterance)) return answers;
    const asks = topicOf(utterance.text, utterance.speaker === 'agent');
    // "And the rest?", "Sorry, say that again?" ask for more of the same.
    if (asks === null && topic !== null && utterance.speaker === asker && isPrompt(utterance)) left = REACH + 1;
    else if (asks !== undefined) {
      topic = asks;
      asker = utterance.speaker;
      left = REACH + 1;
    } else if (utterance.speaker === asker && utterance.speaker !== 'unknown') left -= 2;
    else if (utterance.speaker !== asker) left = Math.max(left, 1);
    left -= utterance.speaker === 'unknown' ? 1 : 0;
    return answers;
  });
}

/** Few words, and a question about nothing new. */
function isPrompt(utterance: Utterance): boolean {
  return utterance.text.length <= 48 && !NUMBER.test(utterance.text) && tokensOf(utterance).filter(({ kind }) => kind === 'word').length <= 7;
}

function isAcknowledgement(utterance: Utterance): boolean {
  if (utterance.text.length > 40) return false;
  return tokensOf(utterance).every((token) => token.kind === 'mark' || ACKNOWLEDGEMENTS.has(token.text));
}

/** Who says a number asks for none; a placeholder stands for what was said before it was redacted. */
const NUMBER = /[\d[]|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|oh|double)\b/i;

/** Undefined: it is no question; null: it asks for something else. */
function topicOf(text: string, agent: boolean): Topic | null | undefined {
  const tail = text.length > 220 ? text.slice(-220) : text;
  const question = tail.includes('?') || /\b(?:what|what's|which|who|whose|can i|could i|could you|can you|may i|tell me|give me|confirm|please|spell|i need|i'll need|go ahead|when you're ready|let me (?:have|take)|how old)\b|\byour (?:\w+ ){0,3}(?:number|name|address|code|date|birthday)\b/i.test(tail);
  // Without a question's words only a few nouns ask: "Street and house number."
  if (!question && !(agent && tail.split(' ', 11).length <= (/^(?:(?:and|okay|ok|now|then|so),? )?(?:the|your|a|an) /i.test(tail) ? 9 : 6) && !NUMBER.test(tail.replace(/\b(?:the|last|those) (?:three|four|six|sixteen)\b/i, '')))) return undefined;
  // The last sentence with a question mark is the question.
  const mark = tail.lastIndexOf('?');
  const start = mark < 0 ? 0 : Math.max(tail.lastIndexOf('.', mark), tail.lastIndexOf('?', mark - 1), tail.lastIndexOf('!', mark)) + 1;
  const asked = mark < 0 ? tail : tail.slice(start, mark + 1).trim();
  if (REFERENCE.test(asked) && !PERSONAL.test(asked)) return 'reference';
  for (const [topic, pattern] of TOPICS) if (pattern.test(asked)) return topic === 'name' && NO_NAME.test(asked) ? null : topic;
  return question ? null : undefined;
}
