import type { CallScoredV1 } from '@callmesh/contracts';
import type { Conversation } from '../language/tokens.js';
import type { Scorecard } from './compiled.js';
import { judge } from './judge.js';

/** A score as the engine gives it; the analysis adds the call and the versions. */
export type Scored = Pick<CallScoredV1, 'scorecard' | 'scorecardVersion' | 'callType' | 'mode' | 'score' | 'criteria' | 'needsPerson' | 'confidence'>;

/** The whole is only a number when so much of what applies was scored. */
const ENOUGH_WEIGHT = 0.6;

/** 0–100 over the criteria that apply: 1 of 5 is 0, 5 of 5 is 100; null when too much of it is unsure. */
function totalOf(criteria: Scored['criteria']): number | null {
  const applying = criteria.filter((c) => c.outcome !== 'not-applicable');
  const scored = applying.flatMap((c) => (c.score === null ? [] : [{ weight: c.weight, score: c.score }]));
  const weight = scored.reduce((sum, c) => sum + c.weight, 0);
  const whole = applying.reduce((sum, c) => sum + c.weight, 0);
  if (weight === 0 || weight < whole * ENOUGH_WEIGHT) return null;
  return Math.round((scored.reduce((sum, c) => sum + c.weight * ((c.score - 1) / 4), 0) / weight) * 1000) / 10;
}

/** Judges a call by one version of a scorecard. */
export function scoreCall(scorecard: Scorecard, conversation: Conversation): Scored {
  // Matches are kept per conversation and set of packs: this one has packs of its own.
  const own = { ...conversation };
  const criteria = scorecard.definition.criteria.map((criterion) => judge(criterion, scorecard, own));
  const sure = criteria.filter((c) => c.outcome === 'scored').map((c) => c.confidence);
  return {
    scorecard: scorecard.id,
    scorecardVersion: scorecard.version,
    callType: scorecard.definition.callType,
    mode: scorecard.mode,
    score: totalOf(criteria),
    criteria,
    needsPerson: criteria.some((c) => c.outcome === 'unsure'),
    confidence: sure.length === 0 ? 0 : Math.min(...sure),
  };
}
