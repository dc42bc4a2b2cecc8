import type { Conversation } from '../language/tokens.js';
import type { Replies } from '../rules/active-cues.js';
import type { Cue } from '../rules/cue.js';

const ACCEPTS = new Set(['okay', 'ok', 'fine', 'perfect', 'great', 'lovely', 'works', 'good', 'suits', 'please', 'brilliant', 'yes', 'yeah', 'yep', 'sure', 'super', 'wonderful', 'excellent', 'ideal', 'fantastic', 'agreed', 'deal', 'smashing', 'cool', 'nice', 'grand']);
const REFUSES = new Set(['not', 'no', 'never', 'rather']);
/** Sentences after an offer in which the answer may come. */
const WITHIN = 3;

/** Whether the other side takes an offer: "yes", and "Wednesday the third, okay", "that would be good". */
export function isAccepted(conversation: Conversation, cue: Cue, replies: Replies): boolean {
  const answer = replies.answerTo(cue.sentence);
  if (answer) return answer.kind === 'yes';
  const reply = conversation.sentences.slice(cue.sentence.index + 1).find((s) => s.speaker !== cue.sentence.speaker);
  if (!reply || reply.index - cue.sentence.index > WITHIN) return false;
  const words = conversation.tokens.slice(reply.from, reply.to);
  return words.some((t) => ACCEPTS.has(t.text)) && !words.some((t) => REFUSES.has(t.text));
}

/** "I send it tomorrow" is a promise; "can I send it" and "if I send it" ask. */
const ASKS = new Set(['can', 'could', 'do', 'did', 'should', 'shall', 'may', 'if', 'when', 'that', 'before', 'after', 'must', 'unless', 'until', 'have', 'would']);

/** Whether a cue that begins with its subject is asked for by the word before it. */
export const isAsked = (conversation: Conversation, cue: Cue): boolean => cue.from > cue.sentence.from && ASKS.has(conversation.tokens[cue.from - 1]?.text ?? '');
