import type { Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import { activeCues } from '../rules/active-cues.js';
import { confidenceOf, WORTH_SAYING } from '../rules/confidence.js';
import type { Cue } from '../rules/cues.js';
import { unclearWords } from '../rules/penalties.js';
import { findGrievances } from './complaint.js';

/** In the order in which they are told. */
const SIGNALS = ['manager', 'legal', 'regulator', 'publicity', 'churn'];
/** Signals that are no threat by themselves: a manager can be wanted for praise, and a customer can leave in peace. */
const NEEDS_TROUBLE = new Set(['manager', 'churn']);

/** A threat stands although it hangs on an "if": that is how people threaten. Somebody else's threat does not. */
const isThreat = (cue: Cue): boolean => cue.role === 'threat' && !cue.modifiers.has('negated') && !cue.modifiers.has('third-party');

function standing(cues: readonly Cue[]): Cue[] {
  let threats: Cue[] = [];
  for (const cue of cues) {
    if (cue.role === 'withdraw') threats = [];
    else if (isThreat(cue)) threats.push(cue);
  }
  return threats;
}

/** How much trouble the call is about, 0 to 2. */
function troubleOf(reading: Reading, cues: readonly Cue[]): number {
  const g = findGrievances(reading);
  const felt = g.explicit.length * 2 + g.emotions.length + g.grievances.length * 0.6;
  const told = new Set(cues.filter((c) => c.role === 'trouble' && !c.modifiers.has('negated')).map((c) => c.sentence)).size * 0.4;
  return Math.min(2, felt + told);
}

/** `escalation.risk-raised`: a demand for somebody higher, or a threat; one per call with everything that tells. */
export function findEscalation(reading: Reading): Finding[] {
  const { conversation, packs } = reading;
  const cues = activeCues(conversation, packs.escalation, packs);
  const threats = standing(cues);
  if (threats.length === 0) return [];
  const trouble = troubleOf(reading, cues);
  const believed = threats.filter((c) => c.tag !== null && (!NEEDS_TROUBLE.has(c.tag) || trouble >= 0.8));
  const signals = SIGNALS.filter((s) => believed.some((c) => c.tag === s));
  const best = [...believed].sort((a, b) => b.weight - a.weight)[0];
  if (!best) return [];
  const score =
    best.weight +
    0.6 * (signals.length - 1) +
    0.6 * (trouble - 1) -
    (best.modifiers.has('hedged') ? 0.8 : 0) -
    (best.speaker === 'unknown' ? 1.2 : 0) -
    unclearWords(conversation, [best]);
  const confidence = confidenceOf(score, packs.escalation.calibration);
  if (confidence < WORTH_SAYING) return [];
  const risk = signals.length > 1 || signals.some((s) => !NEEDS_TROUBLE.has(s)) ? 'high' : 'medium';
  return [{ type: 'escalation.risk-raised.v1', data: { confidence, entities: [], evidence: evidenceOf(conversation, [best, ...believed]), risk, signals } }];
}
