import type { Utterance } from '@callmesh/contracts';
import { bundledRulePacks } from './adapters/rule-packs.adapter.js';
import { moodFeatures } from './domain/analysis/mood/heard-mood.js';
import { cuesByUtterance } from './domain/analysis/mood/mood.js';
import { weightsOf } from './domain/analysis/mood/sounded.js';
import { readConversation } from './domain/language/tokens.js';

/** What somebody says, and what the model of how utterances sound sees of it. */
interface HeardPart {
  readonly features: Int32Array;
  /** How much it counts for how the customer leaves. */
  readonly weight: number;
}

/** Reads what is said in a row, one utterance alone too, with the rules of this build; for fitting the model. */
export function moodFeaturesOf(): (said: readonly { readonly speaker: 'customer' | 'agent'; readonly text: string }[]) => HeardPart[] {
  const packs = bundledRulePacks();
  const call = { platform: 'none', platformCallId: 'none', startedAt: 0, timeZone: 'UTC', direction: 'inbound' as const, agentId: 'none', durationMs: 0, customer: null, consent: 'granted' as const, assumed: [] };
  return (said) => {
    const utterances = said.map(({ speaker, text }, at): Utterance => ({ id: `u${at + 1}`, speaker, channel: null, text, startMs: 0, endMs: 0, confidence: null, words: [] }));
    const reading = { conversation: readConversation(utterances), references: [], call, packs };
    const weights = weightsOf(said.map(({ speaker }) => speaker), 'customer');
    return moodFeatures(reading, cuesByUtterance(reading)).map((features, at) => ({ features, weight: weights[at] ?? 0 }));
  };
}
