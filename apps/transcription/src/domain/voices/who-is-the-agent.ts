/** What one voice says, in order. */
export interface VoiceText {
  readonly voice: number;
  readonly firstMs: number;
  readonly texts: readonly string[];
}

/** What only one side of a call says, and how much that tells. A phrase counts once in an utterance, at most three times in a call. */
const AGENT: readonly (readonly [RegExp, number])[] = [
  [/\bthank(s| you) (so much )?for (calling|holding|waiting|your patience|getting in touch|ringing)\b/i, 4],
  [/\b(how|what) (can|may|could) i (help|do for you|assist)|how may i\b/i, 4],
  [/\b(you're|you are) (speaking|talking) (to|with)\b|\b(this is|my name is|my name's) \w+( \w+)? (from|at|with|of|speaking)\b/i, 3],
  [/\bcalling (you )?(from|on behalf of)\b|\bam i speaking (to|with)\b|\bis this (mr|mrs|ms|miss|dr)\b/i, 3],
  [/\b(good (morning|afternoon|evening)|hello|hi|welcome to)\b[^.?!]*\b(speaking|this is|you're through to)\b/i, 2],
  [/\b(can|could|may|might) i (just )?(take|have|get|grab|ask|confirm)\b|\b(have you got|do you have|what's|what is) (your|the) (\w+ )?(order|account|reference|policy|customer|booking|invoice|case|ticket|membership|post|zip|phone|card|member|date of birth)/i, 1.5],
  [/\b(let me|i'll|i will|i can|i've|i have) (just )?(check|look|pull|see|bring|get that|find|have a look|arrange|book|raise|put (that|you|it)|process|issue|send|transfer|cancelled|refunded|escalate|make a note|noted)/i, 1.2],
  [/\b(is there |was there )?anything else (i can|today|for you|at all|you need)|\banything else\?/i, 3],
  [/\b(bear with me|one moment|just a moment|for security|for verification|our (system|policy|records|team|engineers?|warehouse|records))\b/i, 1.5],
  [/\b(i'm|i am|we're) (so |very |really |terribly )?sorry (about|to hear|for|that you)\b/i, 1],
  [/\b(sir|ma'am|madam)\b/i, 0.7],
];
const CUSTOMER: readonly (readonly [RegExp, number])[] = [
  [/\b(i'm|i am|i was) (calling|ringing|phoning)\b|\bjust (calling|ringing)\b|\bi('m| am) (ringing|calling) (about|because|to)\b/i, 2],
  [/\bmy (order|account|bill|invoice|delivery|parcel|package|card|contract|subscription|booking|appointment|policy|husband|wife|daughter|son|number is|name is)\b/i, 1],
  [/\bi (ordered|bought|received|got|paid|placed|signed up|never got|was charged|was told|need|want|don't want)\b|\bi('ve| have) (ordered|bought|received|had|been|got|just|already|paid)\b/i, 1],
  [/\bi('d| would) like (to|a)\b|\bcan you (tell|help|cancel|send|check|give|take|please)\b|\bcould you (tell|cancel|send|please)\b/i, 1],
  [/\byour (company|website|email|lot|people|driver|website|shop|system)\b|\bi('m| am) not happy\b|\byou (charged|sent|told|said|guys)\b/i, 1],
];

const MOST_TIMES = 3;
/** Whoever answers an incoming call is the agent; an outgoing one is answered by the customer. */
const ANSWERS = 1.5;
const GREETS = 1.5;
const REPEATS = 1.5;
/** A lead that is smaller tells nothing. */
const MARGIN = 2;

/** @returns the voice that is the agent's; null when the words do not tell. With one voice alone only words can tell. */
export function whoIsTheAgent(voices: readonly VoiceText[], direction: string): number | null {
  const [one, two] = voices;
  if (!one || voices.length > 2) return null;
  const lead = scoreOf(one) - (two ? scoreOf(two) : 0) + (two ? answered(one, two, direction) : 0);
  if (!two) return lead >= 2 * MARGIN ? one.voice : null;
  if (Math.abs(lead) < MARGIN) return null;
  return lead > 0 ? one.voice : two.voice;
}

/** Above zero an agent, below a customer. */
const scoreOf = ({ texts }: VoiceText): number => points(texts, AGENT) - points(texts, CUSTOMER);

function points(texts: readonly string[], phrases: readonly (readonly [RegExp, number])[]): number {
  return phrases.reduce((sum, [phrase, worth]) => sum + worth * Math.min(MOST_TIMES, texts.filter((text) => phrase.test(text)).length), 0);
}

/** Who spoke first, and how: "Larch Pet Insurance, Ellie speaking." is how a company answers, and "Hello Ellie" is how one replies to it. */
function answered(one: VoiceText, two: VoiceText, direction: string): number {
  const isFirst = one.firstMs <= two.firstMs;
  const [opening, reply] = isFirst ? [one, two] : [two, one];
  const sign = isFirst ? 1 : -1;
  const name = nameIn(opening.texts[0] ?? '');
  const isGreeting = name !== null && direction !== 'outbound' ? GREETS : 0;
  const isRepeated = name !== null && new RegExp(`\\b${name}\\b`, 'i').test(reply.texts[0] ?? '') ? REPEATS : 0;
  const first = direction === 'inbound' ? ANSWERS : direction === 'outbound' ? -ANSWERS : 0;
  return sign * (first + isGreeting + isRepeated);
}

const OPENING_WORDS = 14;

/** The name under which somebody answers in few words. */
function nameIn(opening: string): string | null {
  if (opening.split(' ').length > OPENING_WORDS) return null;
  return /(\p{L}+) (?:speaking|here)\b/iu.exec(opening)?.[1] ?? /\bthis is (\p{L}+)/iu.exec(opening)?.[1] ?? null;
}
