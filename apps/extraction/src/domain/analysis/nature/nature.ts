import type { Transcript, Utterance } from '@callmesh/contracts';
import type { Conversation } from '../../language/tokens.js';
import { interruptionsOf, turnsOf, wordsIn } from '../talk/turns.js';
import { isOtherScript, languageOf } from './languages.js';
import { speechIn } from './noise.js';

/** What kind of call it was. */
export type Nature = 'conversation' | 'voicemail' | 'menu' | 'wrong-number' | 'silence' | 'music' | 'other-language' | 'crosstalk' | 'too-short';

/** The nature of a call, and whether somebody on it can have stated a fact. */
export interface NatureOf {
  readonly nature: Nature;
  /** False: nothing may be found on it. A message that a customer leaves is a voicemail and states facts. */
  readonly statesFacts: boolean;
}

const MAILBOX =
  /\b(?:(?:leave|record) (?:a|your|us a|me a|your name)(?: \w+){0,4} (?:message|after)|(?:leave|record) (?:a|your|us a|me a)(?: \w+){0,2} message|after the (?:tone|beep|signal)|at the (?:tone|beep)|reached the (?:voicemail|voice mail|mailbox|voice mailbox|answering)|you've reached (?:\S+ ){1,6}(?:voicemail|mailbox)|(?:mailbox|voicemail|voice mail) (?:of|is full|for|box)|can(?:'t|not| not) (?:take|come to|answer) (?:your call|the phone)|(?:is|are|am) (?:not available|unavailable|away from)(?: \w+){0,3} (?:phone|desk|call|right now|at the moment)|the (?:person|subscriber|number|customer) you (?:are calling|have called|have dialled|dialed|called)|(?:get|call) (?:back to you|you back) as soon as)\b/i;
const MENU =
  /\b(?:press(?:ing)? (?:the )?(?:\d|one|two|three|four|five|six|seven|eight|nine|zero|star|pound|hash)|(?:say|enter|key in|type) (?:or (?:say|enter|key in) )?your(?: \w+){1,4}|(?:for|to) [^.?!]{2,60},? (?:(?<!\b(?:the|national|local|gutter|popular) )press|say|dial)\b|your call (?:is important|may be|will be|is being|is)|(?:all|our) (?:of our |our )?(?:agents|operators|lines|representatives|advisers|advisors|team members|colleagues) are (?:currently |all )?busy|please (?:hold|stay on the line|continue to hold|listen)|(?:estimated|average) (?:wait|waiting) time|you are (?:number|caller)|main menu|(?:didn't|did not) (?:get|catch|understand) that|(?:invalid|wrong) (?:option|selection|entry)|calls (?:are|may be|will be) recorded|the following (?:options|choices))\b/i;
const FOR_US = /\b(?:this is a message for|(?:i'm|i am|just) (?:leaving|calling to leave) (?:you )?a? ?message|(?:give|call|ring|phone) me (?:a (?:\w+ )?(?:call|ring|bell|shout|buzz)|back|up|on|at|to ?day|to ?morrow|when)|(?:some(?:one|body)|you) (?:\w+ )?(?:call|ring|phone) me|message for)\b/i;
const WRONG = /\b(?:wrong number|(?:dialled|dialed|called|got|have) the wrong (?:number|company|place|person|people|shop|department|firm)|misdial(?:led|ed)?|(?:no|nobody|not) (?:\w+ ){0,3}(?:here )?(?:by|of) that name|i (?:was|am) (?:looking for|trying to (?:reach|call|get)) (?:\S+ ){1,5}(?:is this not|isn't this|not you))\b/i;

/** Words that a person, not a machine, has to say before somebody was there. */
const SOMEBODY = 12;
const MESSAGE = 8;
const WRONG_NUMBER_WORDS = 90;
const TOO_SHORT = 3;
/** What people say to a line on which nobody answers. */
const CALLING_OUT = /\b(?:hello|hi|hey|yes|yeah|um|uh|sorry|okay|can you hear me|is (?:anyone|anybody|someone|somebody) there|are you there|anyone|good (?:morning|afternoon|evening|day)|who is this|pardon|what|bye|goodbye)\b/gi;
/** So much talk at the same time is no talk with each other. */
const CROSSTALK_SHARE = 0.4;
const ENOUGH_TURNS = 6;

/** Words without which nothing of a machine's is said: most utterances are done with them. */
const OF_MACHINES = /press|enter|key in|type|say|dial|call|busy|hold|stay|listen|wait|number|menu|get|catch|understand|option|selection|entry|recorded|choices|message|tone|beep|signal|mailbox|voice ?mail|phone|reached|available|unavailable|away|subscriber|person|customer you/i;

const isMachine = (text: string): boolean => OF_MACHINES.test(text) && (MAILBOX.test(text) || MENU.test(text));
const saidBy = (utterances: readonly Utterance[]): number => utterances.reduce((sum, u) => sum + wordsIn(u.text), 0);

/** Whether two people answer each other: one after the other, several times. */
function isExchange(utterances: readonly Utterance[]): boolean {
  const speakers = utterances.filter((u) => wordsIn(u.text) > 0).map((u) => u.speaker);
  const changes = speakers.filter((speaker, i) => i > 0 && speaker !== speakers[i - 1]).length;
  return changes >= 3;
}

function isCrosstalk(utterances: readonly Utterance[]): boolean {
  const turns = turnsOf(utterances.filter((u) => u.endMs > u.startMs && wordsIn(u.text) > 0));
  if (turns.length < ENOUGH_TURNS || new Set(turns.map((t) => t.speaker)).size < 2) return false;
  const talk = turns.reduce((sum, t) => sum + t.end - t.start, 0);
  let overlap = 0;
  turns.forEach((turn, i) => turns.slice(i + 1, i + 6).forEach((next) => (overlap += next.speaker === turn.speaker ? 0 : Math.max(0, Math.min(turn.end, next.end) - next.start))));
  const interruptions = [...interruptionsOf(turns).values()].reduce((a, b) => a + b, 0);
  return (2 * overlap) / talk >= CROSSTALK_SHARE && interruptions >= turns.length / 3;
}

/** Nobody but a machine, and perhaps who spoke to it. */
function ofMachines(utterances: readonly Utterance[]): NatureOf | null {
  const people: Utterance[] = [];
  const machines: Utterance[] = [];
  for (const u of utterances) (isMachine(u.text) ? machines : people).push(u);
  const said = utterances.map((u) => u.text).join(' ');
  if (machines.length === 0) return !isExchange(utterances) && /\bthis is a message for\b/i.test(said) ? { nature: 'voicemail', statesFacts: true } : null;
  const mailbox = machines.some((u) => MAILBOX.test(u.text));
  // After the announcement somebody may still have taken the call.
  const answered = people.filter((u) => utterances.indexOf(u) > utterances.indexOf(machines[machines.length - 1] ?? u));
  if (isExchange(people) && saidBy(people) >= 2 * SOMEBODY) return null;
  if (mailbox) {
    const message = people.filter((u) => u.speaker !== 'agent');
    const left = answered.length > 0 && saidBy(message) >= MESSAGE && (message.some((u) => u.speaker === 'customer') || FOR_US.test(said));
    return { nature: 'voicemail', statesFacts: left };
  }
  const speaksToIt = machines.length >= 2 || saidBy(people) < SOMEBODY;
  return speaksToIt && !isExchange(people) ? { nature: 'menu', statesFacts: false } : null;
}

const NOTHING = (nature: Nature): NatureOf => ({ nature, statesFacts: false });

/** Classifies a call before anything is looked for on it: what is no conversation in English yields no facts. */
export function natureOf(conversation: Conversation, language: Transcript['language']): NatureOf {
  const { utterances, tokens } = conversation;
  const speech = speechIn(utterances);
  if (speech.words === 0) return NOTHING(speech.hasMusic ? 'music' : 'silence');
  if (isOtherScript(speech.text)) return NOTHING('other-language');
  // Rules are English: of another language, given or heard, nothing is said.
  if (language !== null && !/^en\b/i.test(language)) return NOTHING('other-language');
  if ((languageOf(tokens) ?? 'en') !== 'en') return NOTHING('other-language');
  if (speech.hasMusic && speech.words < TOO_SHORT) return NOTHING('music');
  const machine = ofMachines(utterances);
  if (machine) return machine;
  if (wordsIn(speech.text.replace(CALLING_OUT, ' ')) < TOO_SHORT) return NOTHING('too-short');
  if (speech.words <= WRONG_NUMBER_WORDS && utterances.some((u) => WRONG.test(u.text))) return NOTHING('wrong-number');
  return isCrosstalk(utterances) ? NOTHING('crosstalk') : { nature: 'conversation', statesFacts: true };
}
