import type { Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import { activeCues } from '../rules/active-cues.js';
import { confidenceOf, isWorthSaying } from '../rules/confidence.js';
import type { Cue } from '../rules/cue.js';
import { unclearWords } from '../rules/penalties.js';
import { findGrievances } from './complaint.js';

/** In the order in which they are told. */
const SIGNALS = ['manager', 'legal', 'regulator', 'publicity', 'churn'];
/** What makes a risk a high one. */
const GRAVE = new Set(['legal', 'regulator', 'publicity']);
/** A manager can be wanted for praise, and a customer can leave in peace: so much trouble makes it a threat. An "if" is half of one. */
const enoughTrouble = ({ tag, modifiers }: Cue): number => (tag === 'churn' && !modifiers.has('hypothetical') ? 0.8 : 0.4);

/** A threat stands although it hangs on an "if", and on an "if not": that is how people threaten. Somebody else's threat does not. */
const isThreat = (cue: Cue): boolean => (cue.role === 'threat' || cue.role === 'threat-if-trouble') && !(cue.modifiers.has('negated') && !cue.modifiers.has('hypothetical')) && !cue.modifiers.has('third-party');

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
  const felt = g.explicit.length * 2 + g.emotions.length + (g.grievances.length + g.problems.length) * 0.6 + (g.felt ? 0.6 : 0);
  const told = cues.filter((c) => c.role === 'trouble').length * 0.4;
  return Math.min(2, felt + told);
}

/** `escalation.risk-raised`: a demand for somebody higher, or a threat; one per call with everything that tells. */
export function findEscalation(reading: Reading): Finding[] {
  const { conversation, packs } = reading;
  const cues = activeCues(conversation, packs.escalation, packs);
  const threats = standing(cues);
  if (threats.length === 0) return [];
  const trouble = troubleOf(reading, cues);
  const believed = threats.filter((c) => c.role === 'threat' || trouble >= enoughTrouble(c));
  const signals = SIGNALS.filter((s) => believed.some((c) => c.tag === s));
  const best = [...believed].sort((a, b) => b.weight - a.weight)[0];
  if (!best) return [];
  const score =
    best.weight +
    0.6 * (signals.length - 1) +
    0.6 * (trouble - 1) -
    (best.modifiers.has('hedged') ? 0.8 : 0) -
    (best.speaker === 'unknown' ? 0.8 : 0) -
    unclearWords(conversation, [best]);
  const confidence = confidenceOf(score, packs.escalation.calibration);
  if (!isWorthSaying(confidence, packs.escalation)) return [];
  const risk = signals.length > 1 || signals.some((s) => GRAVE.has(s)) ? 'high' : 'medium';
  return [{ type: 'escalation.risk-raised.v1', data: { confidence, entities: [], evidence: evidenceOf(conversation, [best, ...believed]), risk, signals } }];
}
