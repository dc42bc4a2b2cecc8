import { COMMON, is } from './lexicon.js';
import { pattern } from './pattern.js';

/** What somebody was asked for. */
export type Topic = 'name' | 'spelling' | 'phone' | 'email' | 'street' | 'where' | 'card' | 'cvv' | 'expiry' | 'id' | 'bank' | 'iban' | 'ssn' | 'last4' | 'passport' | 'birth' | 'age' | 'ip' | 'url' | 'login' | 'password' | 'licence' | 'code' | 'number' | 'reference';

/** Some number, and nothing said of which. */
const NUMBER = /\bnumbers?\b|\bdigits\b|\bring (?:you|me)\b|\bcall (?:you|me)\b/i;
/** A number that stands on a thing is the thing's. */
const ON_A_THING = /\bnumbers? (?:(?:is|printed|shown|written|that's|you see|you have) )?(?:on|at|off|under|from|inside) (?:the|your|that|this|its|it)\b(?! (?:account|file|phone|mobile|profile|system|front|card))/i;

/** The first that matches counts, so that "card number" is not a plain number and "user name" no name. */
const TOPICS: readonly (readonly [Topic, RegExp])[] = [
  ['name', pattern`
      \bwhat (?:should|shall|do|can|may) (?:i|we) call you\b|\bhow (?:should|shall|do|can|may|would) (?:i|we|you like (?:me|us)) (?:to )?address (?:you|him|her|them)\b|\bwho have i got\b|\bwho(?:'s| is| am i) (?:calling|this|speaking)\b|
      \bname on (?:the|your|that) (?:card|account|policy|order|booking|contract)|\bis that (?:mr|mrs|ms|miss|dr)\b`],
  ['password', pattern`
      \bpass ?(?:word|phrase|code|key)|\bmemorable\b|\bsecurity (?:answer|word|phrase|question)|\bsecret (?:word|answer|question|code)|\bpin\b(?! ?codes?| the\b| it\b| down\b)|
      \bpin (?:number|code)\b(?!.{0,20}\barea)|
      \b(?:access|door|gate|alarm|entry|unlock|one[- ]time|verification|confirmation) code\b(?!.{0,12}\b(?:order|card))|
      \bcode (?:we|i) (?:just )?(?:sent|texted)|\botp\b|\bsafe ?word\b|\baccess number\b|\bphone banking\b|\btele(?:phone)? ?pin\b|\bkeyword\b|\bwhat (?:are you|did you) typ(?:ing|e)|\bcredentials\b|
      \b(?:wi-?fi|network|alarm|gate|door|safe|locker) (?:code|key)\b|\bcode (?:for|to|of|on|into) (?:the|your) (?:\w+ )?(?:door|gate|alarm|safe|lock\w*|building|entrance|garage|lobby|key ?box|key ?safe|lift|barrier|shed|flat)\b|\b(?:five|six|seven|eight|5|6|7|8)[- ]digit (?:pass)?code\b|
      \bcode (?:from|in) (?:the|your) (?:text|sms|message|e-?mail|app)\b|\bfirst (?:pet|car|school|teacher)\b|\bpet'?s name\b|
      \bfavou?rite (?:colou?r|film|movie|book|food|place|teacher)\b`],
  ['cvv', pattern`
      \bc[vs][vcn]?2\b|\bc[vs][vcn]\b|\bamex\b.{0,30}\bfront\b|\bcsc\b|\bcid\b(?! number)|\b(?<!social )security (?:code|number|digits|value)|\bcard verification\b|\bverification (?:number|value)|
      \bsignature\b|\b(?:three|3)[- ](?:last )?(?:digits?|numbers?|figures?)\b|\b(?:three|four)[- ]digit (?:\w+ )?(?:on|above|from|at)|
      \b(?:four|4) (?:digits|numbers) (?:on|above|from|at) the front|\blast (?:three|3)\b|
      \b(?:digits|numbers?|code|figures) (?:is )?(?:printed )?(?:on|at|from|off) (?:the|your) (?:very )?(?:back|reverse|rear|flip|other side|signature)|
      \b(?:three|code|digits|numbers?|figures)\b.{0,24}\b(?<!(?:call|ring|get|text|phone|reach|write|come|calling|ringing) (?:you |
      me |him |her |them |us |it |that )?)(?:back|reverse|rear)\b(?! to\b)|\bback of (?:the|your|that) card|^(?:and )?(?:the |your )?security number|
      \b(?:code|digits) (?:\w+ )?(?:on|at) (?:the|your|that) (?:front|card)|\bturn (?:it|the card) over|
      ^(?:okay |ok |great |thanks )?(?:and )?(?:what's |what is )?the (?:little |security )?code\??$|\bcard code\b|
      \b(?:little|small|tiny|wee) (?:number|code|digits)\b|\bcards?\b.{0,40}\bcode\b|\bcode\b.{0,30}\bcard\b|
      \b(?:the|your|those) security (?:ones|bit|thing\w*|three|3|one)\b|\b(?:three|3) (?:\w+ )?(?:on|from|at|off) (?:the|your) (?:\w+ )?(?:back|flip|reverse|strip|other)|
      ^(?:\w+ ){0,3}(?:just )?(?:the|those) (?:three|3)(?: now| then| please| digits)?\W*$|\bsee v(?:ee)? v(?:ee)?\b|^(?:and |now |then )*(?:what's |what is )?(?:on|off|from) the (?:back|reverse|strip)\W*$|
      \bstrip on the back\b|\bback of it\b`],
  ['expiry', pattern`
      \bexpir|\bexp\b|\bvalid (?:thru|through|until|till|to|from)\b|\b(?:runs?|running) out\b|\bgood (?:thru|through|until|till)\b|\bend date\b|
      \bmonth (?:and|slash|stroke|then) (?:the )?year\b|\bvalid[- ](?:to|thru|until)\b|\b(?:thru|through) date\b|\b(?:when's|when is|when does|when will) (?:it|that|that one|the card|your card) (?:up|end|finish|run|good|over)\b|\bwhen's it (?:up|good|valid)|\bdate on (?:the|your|that) card\b|^(?:and |so )?(?:what's |what is )?(?:the|your) date on (?:it|that|there)(?:,? please)?\W*$|\bcard (?:end|valid)|\buntil when\b|
      \bhow long is (?:it|the card) valid\b`],
  ['login', pattern`
      \buser ?(?:name|id)\b|\blog[ -]?in\b|\bsign[ -]?in (?:name|with|as|id)\b|\bwhich user\b|\bwhat user\b|\bscreen ?name\b|\bgamer ?tag\b|\bnick ?names?\b|\b(?:your|the|his|her|twitter|insta\w*|a|what|which|and) handle\b(?! (?:on|to) (?:this|it|that|the (?!\w+ (?:app|forum|site))))|^handle\b|
      \b(?:skype|twitter|instagram|insta|discord|steam|telegram|snapchat|tiktok|account|profile|display|online|player|
      reddit|github|xbox|playstation|portal) (?:name|id|handle|account)\b|\balias\b|
      \b(?:your|her|his|the) (?:skype|discord|insta|instagram|twitter|telegram|snapchat|steam|tiktok)\b|\bwhat do they call you\b|\blogged in as\b|
      \bwho are you on\b|\bname do you (?:use|play|post|go by|log|sign)\b|\bknown as on\b|\bsign(?:ed)? up (?:with|as|under)\b|\bhow do you (?:log|sign) (?:on|in)\b|\blog ?on\b|\bid (?:for|on|in) the (?:app|site|portal|website|game|forum)|
      \bwhat (?:do|did|are) you (?:put|type|typing|enter)\w* in (?:the|that) (?:top|first|name|user\w*|login) (?:box|field|line)`],
  ['licence', /\bdriv(?:er'?s?|ing|ers) (?:licen[cs]e|permit)|\blicen[cs]e (?:number|no)|\b(?:on|from) (?:the|your) licen[cs]e|\blicen[cs]e\?|\bdvla\b|\bphotocard\b|\bdriver number\b|\bd\.?l\.? (?:number|no)\b|\bdl\b/i],
  ['ip', /\bi\.?p\.?(?: address)?\b|\baddress (?:is )?(?:the|of the|does the|of your) (?:router|modem|server|machine|printer|camera|device)|\bipv[46]\b|\bnetwork address\b/i],
  ['email', pattern`
      \be-? ?mails?\b|\bmail id\b|\belectronically\b|\b(?:with|without|any|is there) (?:(?:a|an|the|any) )?(?:dot|underscore)s?\b|\b(?:before|in front of) (?:the )?(?:g ?mail|hotmail|outlook|yahoo)\b|\byour mail\b|\bg ?mail\b|\bhot ?mail\b|\belectronic mail\b|\byahoo\b|\bat sign\b|\b(?:after|before) the at\b|
      \bis that (?:at )?(?:gmail|hotmail|yahoo|outlook|a gmail)|\binbox\b|\bmail address\b|
      \bsend (?:you )?(?:the|a|your) (?:receipt|confirmation|link|invoice|pdf|tickets?|quote|form)\b`],
  ['url', pattern`
      \bweb ?(?:site|page|address|link)\b|\burl\b|\b(?:profile|the|your|a|her|his) (?:link|page|blog|portfolio|site)\b|\bwhich (?:page|site|link)\b|\bclick(?:ed)? (?:on )?(?:any|a|the|that)\w*\b|\baddress bar\b|\bwhere (?:did|do|can) (?:you|we|i) (?:see|find|view|look at)\b|
      \blink\b|\bwhere did you upload\b|\bdomain\b|\bblog\b|\bfake (?:text|link|site|page)\b|\bonline shop\b|\bfind (?:it|you|them) online\b`],
  ['iban', /\biban\b/i],
  ['bank', pattern`
      \bnuban\b|\bbottom of the che(?:ck|que)\b|\bvoid(?:ed)? che(?:ck|que)\b|\btransit (?:number|no)\b|\binstitution number\b|\bclabe\b|\bcbu\b|\baba\b|
      \bdirect debit\b|\bdirect deposit\b|\bgiro\b|\bneft\b|\bifsc\b|\baccount (?:do|should|shall|can) (?:we|i) pay\b|
      \bwhere (?:do|should|shall|can) (?:we|i) (?:send|pay|transfer|wire|refund) (?:the|your|it|that)? ?(?:money|refund|
      deposit|payment|salary|it|this|back)\b|\bpay (?:it|that|this|you) (?:in)?to\b|\bsort code\b|\brouting\b|\b(?:bank|checking|savings|current) account\b|
      \baccount number\b|\bbank details\b|\bswift\b|\bbic\b|\bbsb\b|\bwhich account\b|\b(?:salary|wages|pension|benefits?|rebate|dividends?) (?:goes|go|lands?|is paid|get paid|gets paid|into|paid)\b|\b(?:and|then) (?:the|your|which) account\??$|\b(?:which|what|other|alternative|your|us|uk|a) bank\b(?! (?:holiday|card|of))|\bpayouts?\b|\baccount (?:the|your) \w+ (?:goes|comes|is|gets)\b|\bwire (?:it|that|the money|the refund|this)\b|\brefund (?:be )?(?:paid|sent|wired|go|land)\w*\b|\baccount (?:that )?we pay\b|\baccount (?:should|shall|do) (?:we|i)\b`],
  ['ssn', /\bnine[- ]digits?\b|\bsocial(?: security)?\b(?! media| insurance| worker| club| care)|\b(?:your|the|his|her) soc\b|\bitin\b|\bs\.?s\.?n\b/i],
  ['birth', /\b(?:date of birth|birth ?date|birth ?day|d\.?o\.?b)\b|\bborn\b|\bdate of your birth\b|\bbirth\b|\b(?:day,? (?:and )?month,? (?:and )?year|month,? (?:and )?day,? (?:and )?year)\b|\bday you were born\b/i],
  ['passport', /\bpassport\b/i],
  ['id', pattern`
      \bnational insurance\b|\bni number\b|\bnin\b|\bbvn\b|\bcnic\b|\bmy ?kad\b|\badhaar\b|\badhar\b|\baadhar\b|\bkimlik\b|\bf[øo]dselsnummer\b|
      \bpersonnr\b|\bhealth (?:card|insurance)(?: number)?\b|\bcedula\b|\bcédula\b|\biqama\b|\bamka\b|\boib\b|\begn\b|\bcuil\b|\bghana card\b|\bepic\b|
      \bnhi\b|\bkra\b|\bstate id\b|\balien\b|\bresidence permit\b|\bid no\b|\btckn\b|\bs[ée]cu(?![a-z])|\bs[ée]curit[ée] sociale\b|\bpersonal number\b|
      \bvoter\b|\bssnit\b|\bemirates id\b|\bqid\b|\bsss\b|\bppsn\b|\bphilhealth\b|\bumid\b|\b(?:government|photo|which|any|valid) ids?\b|\bid can you\b|\binsurance number\b|\bird\b|\bhetu\b|\bcpr\b|\bpps\b|\bppsn\b|\bnis\b|\baadhaar\b|\badhar\b|\bpan\b|
      \b(?:your )?sin\b|\bsocial insurance\b|\bpesel\b|\bdni\b|\bnie\b|\bnif\b|\bcpf\b|\bbsn\b|\bcurp\b|\brut\b|\brfc\b|\bnhs number\b|\bmedicare\b|
      \btax (?:id|file|number|identification)|\btfn\b|\bnational (?:id|number|identity)|\bid (?:card|number|no)\b|
      \b(?:personal|citizen|government|identification|identity) (?:number|code|id|card|document)|\bcodice fiscale\b|\bsteuer|\bpps\b|\bnino\b|
      \bpersonnummer\b|\bpersonal ?nummer\b|\btaxpayer\b|\bnric\b|\bfin\b|\bmykad\b|\bcedula\b|\bahv\b|\bresident (?:number|card|registration)|\bhkid\b`],
  ['age', /\bhow old\b(?!(?:'s| is| are) (?:the|your|that|this|it)\b(?! (?:child|children|kids?|boy|girl|baby|infant|minor|son|daughter|mother|father|mum|mom|dad|husband|wife|partner|patient|driver|passenger|tenant|applicant|caller|customer|lady|gentleman|man|woman|person|owner|oldest|eldest|youngest|little|other|twins?|grand\w+|brother|sister|parents?|policy|account|victim|member|student|pupil|guests?|insured)))|\b(?:any|how many|other) (?:kids|children|little ones|minors|dependants|dependents)\b|\b(?:child|baby|infant|passenger|kid) (?:under|over)\b|\bages?\b|\bwhat age\b/i],
  ['card', pattern`
      \bcards?\b|\bcarte\b|\bfirst (?:four|six|eight)(?: digits)?\b|\b(?:the|and) (?:next|final|other|middle|second|third) (?:four|eight|group|block)\b|\blast (?:four|4)\b.{0,20}\b(?:it|that|one) ends\b|
      \blong number\b|\bplastic\b|\bnot going through\b|\b(?:was|been|is|got) declined\b|\b(?:other|another|different|which) card\b|\b(?:sixteen|16)[- ]digits?\b|\bdebit or credit\b|\bcredit or debit\b|\bdebit\b|\bamerican express\b|\bamex\b|
      \b(?:you (?:like|want|wish|going|prefer) to pay|you be paying|you paying)\b|\bvisa\b|\bjcb\b|\brupay\b|\bmaestro\b|\bdiners\b|\bdiscover\b|
      \bmaster ?card\b|\bpayment (?:details|number)\b|\bpaying\b|\bdigits across\b|\bnumber on the front\b`],
  ['phone', pattern`
      \b(?:handset|call ?backs?|tel|mob|caller id|dialling code|dialing code|who (?:do|should|shall|can) (?:i|we) (?:call|
      ring|text|phone)|(?:call|ring|text|phone) (?:you|him|her|them) (?:when|tomorrow|later|today|at)|best contact|(?:your|
      a|the|direct|another) line|text (?:the|a) (?:code|link)|dial)\b|
      \b(?:phone|mobile|cell|telephone|contact|call ?back|daytime|evening|landline|whatsapp|fax|best|home|work|office|
      her|his|their|another|alternative|second|different|emergency|direct) ?(?:phone |contact )?(?:number|no|line)s?\b|
      \b(?:phone|mobile|cell|landline|telephone)\b|\bwhatsapp\b|
      \b(?:number|line) (?:are you (?:calling|ringing|on)|to (?:reach|call|ring|text|use)|should|shall|do you want|can|
      may|could|would|on file|you're calling)\b|\b(?:call|ring|phone|text|reach|contact|get hold of) (?:you|him|her|them|your \w+)(?: back)?(?: on| at)?\b|
      ^(?:(?:okay|ok|thanks|great|right|alright|lovely)[ ,.]+)?(?:and )?(?:so )?(?:what's |what is |what was )?(?:the|
      your|that) number(?: again| please)?\W*$|\b(?:confirm|read back|repeat|give me|have) (?:the|your|a) number\b|\bwhat(?:'s| is) your number\b|
      \bnumber (?:we|do we) have\b|\barea code\b|\bcut off\b|\bwhich number\b|\b(?:any|an|your) other number\b|\bbest way to (?:reach|contact)\b|
      \bcontact details\b|\b(?:in case|if) (?:i|we|the (?:line|call|phone)|this|it) (?:lose (?:you|the|each)|loses|drops?|(?:get|gets|got|is|are) (?:cut|disconnected|lost)|cuts? (?:out|off)|dies?|disconnects?|goes dead)\b|
      \b(?:catch|get(?: a)? hold of|get back to|get|bell|buzz|reach|contact) (?:you|him|her|them|your \w+|the \w+) (?:on|at|back|by phone)\b|
      \bhow (?:\w+ ){1,3}(?:reach|get hold of|contact|call|ring|phone|get|get you) (?:you|him|her|them|back|your \w+|the \w+)\b|\b(?:can|could|do|should|would|will) (?:\w+ ){1,2}(?:reach|get hold of|contact|call|ring|phone) (?:you|him|her|them)\b|
      \bnumbers? (?:for|to catch|to get|you're on|you are on)\b|\bafter (?:the |that )?(?:oh|zero|double|plus|\+|0)|^(?:and |so )?(?:your|the) digits\W*$|\bsms\b|\bby text\b|\bextension\b|\bcountry code\b`],
  ['last4', /\blast (?:four|4)\b(?! (?:days|weeks|months|years|times|hours|orders|bills|payments))/i],
  ['street', pattern`
      \baddress\b(?! (?:you|him|her|them|me|us)\b)|\bpost ?code\b|\bpostal\b|\bzip(?: code)?\b|
      \bwhere(?:abouts)? (?:do|does|did|are|is) (?:you|he|she|they|your \w+|it|this|that|we|the \w+) (?:live|living|stay|
      staying|move|going|sending|based|located|delivering|be delivered)|
      \b(?:the|your|and|which|what) (?:street|city|town|village|house number|flat number|apartment number|door number|
      building|district|state|county|country|suburb|neighbou?rhood|region|province)\b(?! code)|\bhouse number\b|\bstreet\b|\bfirst line\b|\bwhereabouts\b|
      \bplace of residence\b|\bcity\b|\bname of (?:the|your) (?:house|building|road|estate|block|flats)\b|\b(?:house|building|road|estate) name\b|\bhouse called\b|\bapartment (?:number|or)\b`],
  ['where', /\bwhere\b|\bdeliver(?:ed|y)? (?:it )?to\b|\blocation\b|\bapartment\b/i],
  ['spelling', /\bspell\b|\bspelling\b|\bspelled\b|\bhow do you (?:spell|write)\b|\bwith an? [a-z]\b|\bletter by letter\b/i],
  ['name', pattern`
      \bnames?\b|\bsurname\b|\bwho am i\b|\bwho(?:'s| is| are| was| were) (?:this|calling|speaking|it|that|we|you|the|in|your|there)|
      \bwho(?:m)? (?:did|was|should|shall|do|can|would|will|else|does|may|must|is) (?:\w+ )?(?:you|we|i|they|it|the|be)|
      \bwho (?:booked|made|placed|signed|took|sent|told|else|ordered|paid|lives|opened|accepted|answered|served|helped|visited|gave|owns|came)|\bwhose\b|
      \bnext of kin\b|\bcard ?holder\b|\baccount ?holder\b|\bother passenger\b|\bpassengers?\b|\bguests?\b|
      \bwhich (?:doctor|agent|colleague|adviser|advisor|nurse|driver|technician|teacher|dentist|manager|lady|gentleman)\b|\bpolicy ?holder\b|
      \bsame person\b|\bemergency contact\b|\bspeaking (?:to|with)\b|\baddressed to\b|\bwho\?|\bbeneficiar(?:y|ies)\b|\bcalled\?`],
  ['reference', pattern`
      \b(?:order|booking|invoice|tracking|serial|model|ticket|case|claim|reference|confirmation|voucher|batch|(?<!last |
      first |next |second |other |end |that |final |middle )part|product|parcel|customer|item|policy|flight|meter|error|
      promo|discount|registration|account|member(?:ship)?)s?\b(?: \w+)? ?(?:number|id|code|reference|reading|no|say)?\b|\bsku\b|\bhow (?:many|much|long)\b|
      \bappointment\b|\b(?:which|what) (?:date|day|time|product|seat|bank|size|window)\b|\bwhen (?:did|does|will|would|was)\b`],
  ['code', pattern`
      \b(?:the|a|your|that|this|little|other|what|which|digit|any|safety)[ -]codes?\b|^codes?\b|\b(?:the|its|very) back\b(?! (?:door|garden|yard|seat|row|room|office|page|fence|of))|\bbehind(?: it| the card)?\b|
      \b(?:flip|turn|turning|turned) (?:it|that|the card|your card)\b|^(?:\w+,? ){0,5}security(?: one| bit| left| part| now| then| please)?\W*$|\bcheck digits?\b|\bverification\b|\bsmall print\b|\bshort(?:er)? (?:one|number)\b|
      \b(?:magic|final|last|little|other|those) (?:three|3)\b`],
  ['number', NUMBER],
];
/** A number of something, which no word for a person's own goes with. */
const REFERENCE = pattern`
    \b(?:order|booking|invoice|tracking|serial|model|ticket|case|claim|reference|confirmation|voucher|batch|part|product|
    parcel|item|flight|meter|error|promo|discount|sku|sim|iccid|candidate|student|employee|staff|badge|payroll|roll|exam|application|applicant|complaint|enrol?ment|
    race|bib|unit|platform|bus|train|coach|channel|page|table|bay|article|catalog(?:ue)?|style|form|folder|outage|fleet|vehicle|winning|lottery|sheet|label|transaction|delivery|shipment|imei|job|version|room|seat|gate|
    quote|return|warranty|customer|barcode|bar code|consignment|docket|waybill|airway ?bill|awb|manifest|pallet|container|
    lot|purchase order|po|contract|receipt|certificate|permit|locker|gift card|coupon|loyalty|build|chassis|engine|
    plate|frame|asset|tag|work order|estimate|rma|session|authori[sz]ation|approval|incident|enquiry|query|queue|lottery|
    isbn|ean|upc|vin|dispatch|pickup|collection|referral|case|job|mac) ?(?:number|numbers|id|code|reference|reading|no|ref)\b|\bmeter\b|\bsku\b|\b(?:the|your|a|which) po\b|\bmp[ar]n\b|\burn\b|\bhymns?\b|\b(?:printed|stamped|engraved|underneath|written on)\b|\b(?:top|bottom|side|corner|foot) of (?:the|your|that) (?:letter|page|bill|invoice|box|bag|label|receipt|screen|form|parcel)\b|\bwinning (?:ones|numbers)\b|\bserial\b|\b(?:the|total|exact|what) (?:amount|total|balance|price|cost)\b|\blast (?:four|three|few|[345]) of (?:the|your|that) (?:order|ticket|tracking|booking|invoice|parcel|serial|reference|claim|case)\b|\bimei\b|
    \bisbn\b|\bbar ?code\b|\bdocket\b|\bwaybill\b|\bmanifest\b|\bhow (?:many|much)\b`;
const PERSONAL = /\bcard\b|\bphone\b|\be-?mail\b|\bsocial\b|\bpassword\b|\bpin\b|\bname\b|\baddress\b|\bsecurity\b|\b(?:door|gate|alarm|entry|access|unlock|locker|safe) (?:code|key)\b/i;
/** Asks about a phone or a card, not for its number. */
const NO_NUMBER = /\bwhen (?:did|was|were|will|is your (?:flight|appointment))\b|\b(?:total|amount|balance|price|cost|how long have|how many|how much)\b/i;
/** The same of phones alone: a card's kind is told with its number. */
const NO_PHONE = /\b(?:which|what) (?:model|make|brand|colou?r|size|kind|type|sort|phone (?:is|do|did|have))\b|\b(?:which|what) (?:\w+ ){0,2}model\b/i;
/** These end too, and are no card. */
export const NO_CARD = /\b(?:offer|voucher|warranty|guarantee|subscription|contract|promo(?:tion)?|plan|trial|deal|coupon|discount|insurance|membership|link|points|milk|food|medicine|ticket|sale|promo card|gift card|best before|use by|passport|licen[cs]e|visa (?:stamp|permit)|lease|mot|certificate|policy|cover|tenancy|yog(?:h)?urt|quote|estimate|proposal|can|jar|packet|bottle)s?\b|\b(?:best before|use by|sell by)\b/i;
/** "On the back of the remote": no card's code. */
const OTHER_CARD = /\b(?:promo|gift|loyalty|library|scratch|sim|birthday|greetings?|business|report|game|memory|sd|graphics|video|sound|post|score|reward|store|travel|bus|time|punch|key|swipe)[- ]?cards?\b/i;
const BACK_OF_THING = /\b(?:back|bottom|side|front|underside|reverse) of (?:the|your|that|its) (?!\w* ?(?:card|visa|amex|debit|credit)\b)\w+/i;
/** A name of something that is nobody's. */
const NO_NAME = pattern`
    \b(?:product|company|business|brand|shop|store|item|model|file|street|road|medication|medicine|drug|tablet|firm|plan|network|wi-?fi|domain|
    bank|school|college|university|hotel|account|event|project|device|app|team|pet|dog|cat|caf[eé]|restaurant|pub|salon|hospital|clinic|surgery|
    ward|station|airport|ship|boat|game|film|book|song|show|channel|software|website|paint|colou?r|perfume|range|collection|style|label|employer|
    organi[sz]ation|trading|site|branch|course|package|policy|scheme|tariff|deal|dish|wine|plant|toy|font|server|printer)(?:'s)? name\b|
    \bnames? of (?:the|your|that|this|a) (?!account|card|person|people|two|three|both|policy ?holder|lady|gentleman|man|woman|customer|caller|client|patient|passenger|guest|driver|
    tenant|owner|agent|adviser|advisor|colleague|doctor|nurse|engineer|technician|teacher|manager|child|baby|account|beneficiary|witness|holder|bill ?payer|
    applicant|employee|contact|recipient|sender|deceased|insured|member|other|second|main|lead|primary|next|new|emergency|first|spouse|husband|wife)|
    \b(?:the|your|that|this) (?:\w+ )?(?:product|model|app|shop|store|place|hotel|caf[eé]|restaurant|pub|boat|ship|game|film|show|school|street|company|
    firm|plan|range|colou?r|dish|drug|medicine|wi-?fi|network|storm) (?:is )?called\b|\bwhat(?:'s| is| was) it called\b|
    \bwho(?:'s| is| are| was)? (?:the |your |their |its |it )(?:\w+ )?(?:manufacturer|maker|carrier|courier|supplier|provider|insurer|bank|network|operator|
    employer|broker|airline|retailer|publisher|brand|company|firm|lender)s?\b|\bwho (?:makes|manufactures|supplies|supplied|provides|insures|insured)\b|
    \bwho (?:do|did|are|were) (?:you|they|we) (?:\w+ )?(?:bank|insured|insure|fly|flying|trade|work for|banking|buying from)\b|\bwho supplies\b`;

/** "What's your supply number?": a number of something that no word for a person's own goes with. */
const NAMED_NUMBER = /([a-z']+) numbers?\b/gi;
const ANYBODYS = new Set("the a an your his her their my our its that this those these which what any some other another second first last next best good better full whole entire long right correct new old same current main usual preferred different alternative direct personal private local own and or with of to for is for's right real actual latest spare backup emergency main dad's mum's mom's wife's husband's son's daughter's mother's father's sister's brother's partner's neighbour's friend's boss's customer's caller's number's two three four five six both all few several more".split(' '));
const isUnknownThing = (asked: string): boolean => {
  const named = [...asked.toLowerCase().matchAll(NAMED_NUMBER)];
  return named.length > 0 && named.every(([, noun = '']) => !ANYBODYS.has(noun) && !noun.endsWith("'s") && is(noun, COMMON));
};

/** Single letters in a row are the short form of something: "n i number", "p p s". */
const LETTERS = /\b\p{L}(?: \p{L}\b)+/giu;
/** More than the words of one question; the rest is not looked at. */
const MAX_TOPICS = 4;
/** A number that a thing, not a person, has. */
const OWN_NUMBER = /\b(?:account|registration|member(?:ship)?|policy|customer) (?:number|no|id)\b/i;

/** Only so are two things asked for. */
const SEVERAL = /\b(?:and|or|plus|with|then|also)\b|[,&/]/i;

/** What a question asks for: all that it names, the first the one that it is about. Empty when it names none of these. */
export function topicsIn(question: string): Topic[] {
  const asked = question.replace(LETTERS, (letters) => letters.replaceAll(' ', ''));
  if (REFERENCE.test(asked) && !PERSONAL.test(asked)) return ['reference'];
  const several = SEVERAL.test(asked);
  const found: Topic[] = [];
  for (const [topic, pattern] of TOPICS) {
    if (found.includes(topic) || !pattern.test(asked)) continue;
    if (topic === 'name' && NO_NAME.test(asked)) return found;
    if (((topic === 'card' || topic === 'phone') && NO_NUMBER.test(asked)) || (topic === 'phone' && NO_PHONE.test(asked))) return ['reference'];
    if ((topic === 'expiry' && NO_CARD.test(asked)) || (topic === 'cvv' && BACK_OF_THING.test(asked)) || ((topic === 'card' || topic === 'cvv' || topic === 'expiry') && OTHER_CARD.test(asked) && !/\b(?:credit|debit)\b/i.test(asked))) return ['reference'];
    // A bare number is asked for where an order or an account is only spoken of: "what number is the account under?"
    if (topic === 'reference' && NUMBER.test(asked) && !REFERENCE.test(asked) && !OWN_NUMBER.test(asked)) found.push(ON_A_THING.test(asked) ? 'reference' : 'number');
    else found.push(topic === 'number' && (ON_A_THING.test(asked) || isUnknownThing(asked)) ? 'reference' : topic);
    if (found.length === MAX_TOPICS || !several) break;
  }
  return found;
}
