import type { Conversation } from '../language/tokens.js';
import type { RulePacks } from '../finding.js';
import { findCues } from '../rules/cues.js';

const LEAST = 1.5;
/** The best type has to be this much clearer than the next. */
const CLEARER = 1.4;

/** The type of a call from what was spoken of; null when it could be several, because types are never mixed. */
export function callTypeOf(conversation: Conversation, packs: RulePacks): string | null {
  const points = new Map<string, number>();
  const seen = new Set<string>();
  for (const cue of findCues(conversation, packs.callType, packs)) {
    // One sentence speaks once for a type.
    const place = `${cue.rule.id} ${cue.sentence.index}`;
    if (!cue.tag || seen.has(place)) continue;
    seen.add(place);
    points.set(cue.tag, (points.get(cue.tag) ?? 0) + cue.weight);
  }
  const [best, next] = [...points].sort((a, b) => b[1] - a[1]);
  if (!best || best[1] < LEAST || best[1] < CLEARER * (next?.[1] ?? 0)) return null;
  return best[0];
}
