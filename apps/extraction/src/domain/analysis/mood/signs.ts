import type { Reading } from '../../finding.js';
import { findCues } from '../../rules/cues.js';

/** What the shape of the talk tells beside its words: greetings, thanks at the end, exclamations, retorts, and how the agent takes it. */
export interface Signs {
  /** Points by index of the customer's utterance. */
  readonly points: ReadonlyMap<number, number>;
  /** How the agent took what was said in an utterance of the customer's, by its index: above 0 gladly. */
  readonly taken: ReadonlyMap<number, number>;
  /** Points of the agent's reactions, from glad to apologetic. */
  readonly reactions: number;
}

/** Of what was said to a machine no word is left. */
const SAID = /[\p{L}\p{N}]/u;
const GREETING = /^\W*(?:hi|hello|hiya|hey|good (?:morning|afternoon|evening)|morning|g'day)\b/i;
/** "Thank you. Goodbye." is a formula; with a name, a reason or a "so much" it is meant. */
const MEANT = /\b(?:thanks|thank you|cheers)[, ]+(?!again\b|for your time|then\b|goodbye|bye|you\b|anyway|i\b|no\b)[\p{L}']+/iu;
const THANKS = /\b(?:thanks|thank you|cheers|ta|much obliged|appreciate (?:it|that|you|your)|bless you)\b/i;
const YES = /^\W*(?:yes|yeah|yep|yup|correct|right|ok|okay|sure|please|no|that's (?:right|it|me|fine)|it is|perfect|great)\b/i;
/** A retort takes up so few words of what was just said. */
const RETORT_WORDS = 4;
const MOST_REACTION = 1.6;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}']+/gu) ?? [];

/** "It's not ideal." — "Not ideal.": the other's words thrown back, no answer and no number read back. */
function isRetort(before: string, text: string): boolean {
  const head = /^[^.!?]+\./.exec(text.trim())?.[0] ?? '';
  const words = wordsOf(head);
  if (words.length === 0 || words.length > RETORT_WORDS || YES.test(head) || /\d/.test(head) || THANKS.test(text)) return false;
  const said = new Set(wordsOf(before));
  return words.every((word) => said.has(word));
}

/** Reads the signs; of a call whose speakers nobody knows there are none. */
export function signsOf({ conversation, packs }: Reading): Signs {
  const points = new Map<number, number>();
  const add = (utterance: number, value: number): void => void points.set(utterance, (points.get(utterance) ?? 0) + value);
  const own = conversation.utterances.flatMap((u, index) => (u.speaker === 'customer' && SAID.test(u.text) ? [{ text: u.text, index }] : []));
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last || own.length < 2) return { points, taken: new Map(), reactions: 0 };
  if (GREETING.test(first.text)) add(first.index, 0.25);
  const closing = own.slice(-2).map(({ text }) => text);
  add(last.index, closing.some((text) => MEANT.test(text)) ? 0.5 : closing.some((text) => THANKS.test(text)) ? 0.15 : -0.2);
  for (const { text, index } of own) {
    if (text.includes('!')) add(index, 0.4);
    const before = conversation.utterances[index - 1];
    if (before?.speaker === 'agent' && isRetort(before.text, text)) add(index, -0.6);
  }
  const taken = new Map<number, number>();
  let reactions = 0;
  const cues = findCues(conversation, packs.tone, packs);
  const seen = new Set<number>();
  for (const cue of cues) {
    // The agent's opening is said to everybody.
    if (!cue.role.startsWith('reaction-') || cue.sentence.utterance < first.index || seen.has(cue.sentence.index)) continue;
    seen.add(cue.sentence.index);
    const value = cue.role === 'reaction-joy' ? 0.35 : -0.35;
    reactions += value;
    const before = cue.sentence.utterance - 1;
    taken.set(before, (taken.get(before) ?? 0) + value);
  }
  return { points, taken, reactions: Math.max(-MOST_REACTION, Math.min(MOST_REACTION, reactions)) };
}
