import type { Reading } from '../../finding.js';
import { findCues } from '../../rules/cues.js';
import { shapeOf, type Signal } from './course-shape.js';

/** How the matter went, beside the words of feeling. */
export interface Course {
  /** −1 to 1; above 0 the customer got on. */
  readonly score: number;
  /** What an utterance added to it, by its index. */
  readonly points: ReadonlyMap<number, number>;
}

/** A signal that stands more often than this says no more. */
const MOST = 3;
/** The end of a call: its last so many utterances with a word in them. */
const ENDING = 4;

/** The signals of a call by name: phrases of the pack `course`, those of the ending once more as `…-at-end`, and the shape of the talk. */
function signalsOf({ conversation, packs }: Reading): Map<string, Signal> {
  const signals = new Map<string, Signal>();
  const seen = new Set<string>();
  const mark = (name: string, utterance: number): void => {
    const before = signals.get(name) ?? { value: 0, utterances: [] };
    signals.set(name, { value: Math.min(MOST, before.value + 1), utterances: [...before.utterances, utterance] });
  };
  const first = conversation.utterances.findIndex((u) => u.speaker === 'customer');
  const said = [...new Set(conversation.tokens.map((t) => t.utterance))].sort((a, b) => a - b);
  const ending = said.at(-ENDING) ?? 0;
  for (const { role, sentence } of findCues(conversation, packs.course, packs)) {
    const once = `${role} ${sentence.index}`;
    // The agent's opening is said to everybody.
    if (seen.has(once) || sentence.utterance < first) continue;
    seen.add(once);
    mark(role, sentence.utterance);
    if (sentence.utterance >= ending) mark(`${role}-at-end`, sentence.utterance);
  }
  for (const [name, signal] of shapeOf(conversation)) signals.set(name, signal);
  return signals;
}

/** Adds the signals up with the weights that the pack was fitted with; nothing where nobody knows who is the customer. */
export function courseOf(reading: Reading): Course {
  const points = new Map<number, number>();
  const { weights } = reading.packs.course;
  if (!reading.conversation.utterances.some((u) => u.speaker === 'customer')) return { score: 0, points };
  let sum = weights.constant ?? 0;
  for (const [name, { value, utterances }] of signalsOf(reading)) {
    const added = value * (weights[name] ?? 0);
    if (added === 0) continue;
    sum += added;
    for (const utterance of utterances) points.set(utterance, (points.get(utterance) ?? 0) + added / utterances.length);
  }
  return { score: Math.tanh(sum / 2), points };
}
