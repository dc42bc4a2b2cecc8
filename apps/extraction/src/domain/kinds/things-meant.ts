import type { Entity } from '@callmesh/contracts';
import type { Reading } from '../finding.js';
import { wordsAsWritten } from '../language/evidence.js';
import type { Reference } from '../language/references.js';
import type { Cue } from '../rules/cues.js';
import { soundAlike } from './orders.js';

/** The one thing of a kind that a fact is about; `several` when more were named on the call. */
export interface Meant {
  readonly value: string | null;
  readonly mentions: readonly Reference[];
  readonly several: boolean;
}

const NOTHING: Meant = { value: null, mentions: [], several: false };

/** Sentences around a cue in which a number named once more settles which is meant. */
const CLOSE = 3;
/** Amounts count near the cue only: the price of something else may be said on the same call. */
const NEAR = 10;

const saidByAgent = (r: Reference): boolean => r.sentence.speaker === 'agent';

/** Values with the agent's misheard readings of another set aside. */
function distinctValues(references: readonly Reference[]): string[] {
  const values = [...new Set(references.map((r) => r.value))];
  return values.filter((v, i) => !values.some((w, j) => j < i && soundAlike(v, w) && references.filter((r) => r.value === v).every(saidByAgent)));
}

const distance = (reference: Reference, cues: readonly Cue[]): number => Math.min(...cues.map((c) => Math.abs(c.sentence.index - reference.sentence.index)));

/** The only order or invoice named; of several the one in the cue's own sentence, else the one named next to it; null when that does not settle it. */
export function idMeant(references: readonly Reference[], kind: 'order' | 'invoice', cues: readonly Cue[]): Meant {
  const named = references.filter((r) => r.kind === kind);
  const values = distinctValues(named);
  if (values.length === 0) return NOTHING;
  if (values.length === 1) return { value: values[0] ?? null, mentions: named, several: false };
  for (const reach of [0, CLOSE]) {
    const close = new Set(named.filter((r) => distance(r, cues) <= reach).map((r) => r.value));
    const left = values.filter((v) => close.has(v));
    if (left.length === 1) return { value: left[0] ?? null, mentions: named.filter((r) => r.value === left[0]), several: true };
  }
  return { value: null, mentions: named, several: true };
}

/** The amount meant: in the cue's own sentence, else the customer's nearest, what was said before it first; else the agent's. */
export function amountMeant(references: readonly Reference[], cues: readonly Cue[]): Reference | null {
  const near = references.filter((r) => r.kind === 'amount' && distance(r, cues) <= NEAR);
  const rank = (r: Reference): number => {
    const steps = distance(r, cues);
    const after = cues.every((c) => c.sentence.index < r.sentence.index);
    return steps + (after ? 0.5 : 0) + (steps > 0 && saidByAgent(r) ? 4 : 0);
  };
  return [...near].sort((a, b) => rank(a) - rank(b) || Number(b.value) - Number(a.value))[0] ?? null;
}

/** A reference as an entity of a finding. */
export function entityOf({ conversation }: Reading, kind: string, reference: Reference): Entity {
  return {
    kind,
    value: reference.value,
    party: null,
    text: wordsAsWritten(conversation, reference.from, reference.to),
    utteranceId: conversation.utterances[reference.sentence.utterance]?.id ?? '',
  };
}
