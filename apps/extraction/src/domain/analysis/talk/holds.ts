import type { Utterance } from '@callmesh/contracts';
import { lengthOf, type Span } from './spans.js';

/** Silence that was announced is a hold from here on. */
const ANNOUNCED_MS = 8_000;
/** Nobody is silent for so long on a call that is not on hold. */
const UNANNOUNCED_MS = 30_000;
/** The announcement is the last thing said before, or nearly. */
const ANNOUNCED_WITHIN = 2;

const ANNOUNCES =
  /\b(?:on hold|hold (?:the line|on|for (?:a|one)|please)|bear with me|(?:one|just a|give me a|wait a) (?:moment|minute|second|sec|tick)|let me (?:check|look|see|find|ask|pull|transfer)|while i (?:check|look|find|ask|pull)|(?:put|putting|transfer|transferring|connect|connecting) you|two (?:seconds|ticks|minutes))\b/i;

/** Silences that were holds: announced by somebody, or longer than anybody keeps silent. */
export function holdsOf(utterances: readonly Utterance[], silences: readonly Span[]): { holds: number; holdMs: number } {
  const held = silences.filter((silence) => {
    const length = silence.end - silence.start;
    if (length < ANNOUNCED_MS) return false;
    // Before the first word it rings, after the last nobody is there.
    const before = utterances.filter((u) => u.endMs <= silence.start + 50);
    if (before.length === 0 || !utterances.some((u) => u.startMs >= silence.end - 50)) return false;
    return length >= UNANNOUNCED_MS || before.slice(-ANNOUNCED_WITHIN).some((u) => ANNOUNCES.test(u.text));
  });
  return { holds: held.length, holdMs: lengthOf(held) };
}
