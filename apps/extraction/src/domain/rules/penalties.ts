import { recognition } from '../language/evidence.js';
import type { Conversation } from '../language/tokens.js';
import type { Cue } from './cue.js';

/** Recognition below this costs points: small engines give 0.7 to 0.9 to words that they heard right, and on the spoken calls of the tuning half findings on words from 0.6 on are as often right as others. */
const CLEAR = 0.6;
const POINTS_PER_UNCLEAR = 9;

/** Points lost because the words may not have been heard right. */
export function unclearWords(conversation: Conversation, ranges: readonly { readonly from: number; readonly to: number }[]): number {
  const heard = ranges.flatMap((r) => recognition(conversation, r.from, r.to) ?? []);
  return heard.length === 0 ? 0 : Math.max(0, CLEAR - Math.min(...heard)) * POINTS_PER_UNCLEAR;
}

/** Points lost through what stands around a cue; a speaker nobody can name costs most. */
export function doubtPoints(cue: Cue): number {
  let points = 0;
  if (cue.modifiers.has('hedged')) points += 1.2;
  if (cue.modifiers.has('hypothetical')) points += 2.5;
  if (cue.modifiers.has('conditional')) points += 2;
  if (cue.modifiers.has('third-party')) points += 2;
  if (cue.speaker === 'unknown') points += 1.5;
  return points;
}

/** Voided where it stands: "I do not want to cancel", "what if I cancelled". */
export const isVoid = (cue: Cue): boolean => cue.modifiers.has('negated') || cue.modifiers.has('hypothetical');
