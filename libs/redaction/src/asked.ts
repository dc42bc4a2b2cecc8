import type { Utterance } from '@callmesh/contracts';
import { tokensOf } from './tokens.js';

/** What somebody was asked for. */
export type Topic = 'name' | 'spelling' | 'phone' | 'email' | 'street' | 'card' | 'cvv' | 'expiry' | 'id' | 'bank' | 'birth' | 'age' | 'ip' | 'url' | 'login' | 'password' | 'licence' | 'reference';

/** The first that matches counts, so that "card number" is not a plain number and "user name" no name. */
const TOPICS: readonly (readonly [Topic, RegExp])[] = [
  ['cvv', /\bc[vs][vc]2?\b|\bsecurity (?:code|number|digits)|\bsignature strip|\b(?:three|four|3|4)[- ]digit (?:code|number) on|\b(?:three|four|3|4) digits on|\b(?:last )?(?:three|3)(?: digits| numbers)? on the back|\bcode on the (?:back|front)|^and the code\b/i],
  ['expiry', /\bexpir|\bvalid (?:thru|through|until|till|to)\b|\bcard (?:run out|end)|\bgood thru/i],
  ['password', /\bpass ?(?:word|phrase|code)|\bmemorable (?:word|name|answer|information)|\bsecurity (?:answer|word|phrase)|\bsecret (?:word|answer)|\b(?:your|the|four[- ]digit|telephone|phone|security|debit) pin\b|\bpin (?:number|code)/i],
  ['login', /\buser ?(?:name|id)\b|\blog ?in (?:name|id)\b|\blogin\b|\bscreen ?name\b|\bgamer ?tag\b|\bnick ?name on\b|\bhandle\b|\b(?:skype|twitter|instagram|discord|steam|telegram|snapchat|tiktok|account) name\b|\bwhat do you log ?in (?:as|with)/i],
  ['licence', /\bdriv(?:er'?s?|ing) licen[cs]e|\blicen[cs]e (?:number|no)|\bon (?:the|your) licen[cs]e|\blicen[cs]e\?/i],
  ['ip', /\bi\.?p\.?(?: address)?\b|\baddress is the (?:router|modem|server)|\bipv[46]\b/i],
  ['email', /\be-? ?mails?\b|\bat sign\b|\bafter the at\b|\bis that (?:gmail|hotmail|yahoo|outlook)|\bwhich inbox\b|\bmail address\b/i],
  ['url', /\bweb ?(?:site|page|address)\b|\burl\b|\b(?:profile|the|your) (?:link|page|blog)\b|\bwhich (?:page|site|link)\b|\blink they sent\b|\bwhere did you upload\b|\bdomain\b/i],
  ['bank', /\biban\b|\bsort code\b|\brouting\b|\b(?:bank|checking|savings|current) account\b|\baccount number\b|\bbank details\b|\bswift\b|\bbic\b/i],
  ['card', /\bcard(?: number)?\b|\blong number\b|\bsixteen digits?\b|\bamerican express\b|\bamex\b|\bhow would you like to pay\b|\bvisa or\b/i],
  ['id', /\bsocial(?: security)?\b(?! media)|\bs\.?s\.?n\b|\bnational insurance\b|\bni number\b|\baadhaar\b|\badhaar\b|\bpan (?:number|card)\b|\b(?:your )?sin\b|\bsocial insurance\b|\bpesel\b|\bdni\b|\bnie\b|\bcpf\b|\bbsn\b|\bcurp\b|\brut\b|\bnhs number\b|\bmedicare\b|\btax (?:id|file|number|code)|\btfn\b|\bnational id|\bid (?:card|number)\b|\bpersonal (?:number|code)|\bidentity (?:card|number)|\bcodice fiscale\b|\bsteuer|\bpassport\b|\bpps\b|\bnino\b|\bpersonnummer\b|\btaxpayer\b/i],
  ['birth', /\b(?:date of birth|birth ?date|birth ?day|d\.?o\.?b)\b|\bwere you born\b|\bdate of your birth\b|\bborn\?/i],
  ['age', /\bhow old\b|\b(?:your|the|her|his|their) ages?\b|\bages? (?:of|at)\b|^ages?\b/i],
  ['phone', /\b(?:phone|mobile|cell|telephone|contact|call ?back|daytime|landline|whatsapp|fax|best|home|work|her|his|their) ?(?:phone )?(?:number|no)\b|\b(?:phone|mobile|cell|landline|telephone)\b|\bwhatsapp\b|\bnumber (?:are you calling|to reach|should|do you want|can)\b|\bcall you (?:back )?on\b|\breach (?:you|your|him|her)\b|^(?:okay |ok )?(?:and )?(?:what's |what is )?(?:the|your) number\??$|\b(?:confirm|read back|repeat) (?:the|your) number\b|\bwhat(?:'s| is) your number\b|\bthe number we have\b|\barea code\b/i],
  ['street', /\baddress\b|\bpost ?code\b|\bzip(?: code)?\b|\bwhere (?:do|does|did) (?:you|he|she|they|your \w+) (?:live|stay|move)|\bwhere should (?:we|i) (?:ship|send|deliver|post)|\bwhere (?:shall|do|can) (?:we|i) (?:ship|send|deliver|post)\b|\b(?:the|your|and) (?:street|city|town|house number|state|county|country)\b(?! code)|\bstreet (?:name|and)|\bhouse number\b|\bspell the street\b|\bbuilding and\b|\bfirst line\b|\bwhich (?:city|town|street|state)\b|\bwhat (?:city|town|street|state)\b|\bwhere are you (?:based|located|living)\b|\bplace of residence\b/i],
  ['spelling', /\bspell\b|\bspelling\b|\bhow do you (?:spell|write)\b|\bwith an? [a-z]\b/i],
  ['name', /\bname\b|\bsurname\b|\bwho am i\b|\bwho(?:'s| is| are) (?:this|calling|speaking|it|that|we|you)|\bwho(?:m)? (?:did|was|should|shall|do|can|would) (?:you|we|i|they|it)|\bwho (?:booked|made|placed|signed|took|sent|told|else|ordered)|\bwhose\b|\bnext of kin\b|\bcard ?holder\b|\baccount ?holder\b|\bother passenger\b|\bpassengers?\b|\bguests?\b|\bwhich (?:doctor|agent|colleague|adviser|advisor|nurse|driver|technician)\b|\bpolicy ?holder\b|\bsame person\b|\bemergency contact\b/i],
  ['reference', /\b(?:order|booking|invoice|tracking|serial|model|ticket|case|claim|reference|confirmation|voucher|batch|part|product|parcel|customer|item|policy|flight|meter|error|promo|discount|confirmation|registration|account|member(?:ship)?)s?\b(?: \w+)? ?(?:number|id|code|reference|reading|no|say)?\b|\bsku\b|\bhow (?:many|much|long)\b|\bappointment\b|\b(?:which|what) (?:date|day|time|product|seat|bank|size|window)\b|\bwhen (?:did|does|will|would|was)\b/i],
];
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
    if (asks !== undefined) {
      topic = asks;
      asker = utterance.speaker;
      left = REACH + 1;
    } else if (utterance.speaker === asker && utterance.speaker !== 'unknown') left -= 2;
    else if (utterance.speaker !== asker) left = Math.max(left, 1);
    left -= utterance.speaker === 'unknown' ? 1 : 0;
    return answers;
  });
}

function isAcknowledgement(utterance: Utterance): boolean {
  if (utterance.text.length > 40) return false;
  return tokensOf(utterance).every((token) => token.kind === 'mark' || ACKNOWLEDGEMENTS.has(token.text));
}

/** Undefined: it is no question; null: it asks for something else. */
function topicOf(text: string, agent: boolean): Topic | null | undefined {
  const tail = text.length > 220 ? text.slice(-220) : text;
  const question = tail.includes('?') || /\b(?:what|what's|which|who|whose|can i|could i|could you|can you|may i|tell me|give me|confirm|please|spell|i need|i'll need|go ahead|when you're ready|let me (?:have|take)|how old)\b/i.test(tail);
  if (!question && !(agent && tail.length < 80)) return undefined;
  // The last sentence with a question mark is the question.
  const mark = tail.lastIndexOf('?');
  const start = mark < 0 ? 0 : Math.max(tail.lastIndexOf('.', mark), tail.lastIndexOf('?', mark - 1), tail.lastIndexOf('!', mark)) + 1;
  const asked = mark < 0 ? tail : tail.slice(start, mark + 1).trim();
  for (const [topic, pattern] of TOPICS) if (pattern.test(asked)) return topic === 'name' && NO_NAME.test(asked) ? null : topic;
  return question ? null : undefined;
}
