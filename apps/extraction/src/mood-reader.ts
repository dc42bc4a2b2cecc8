import type { Utterance } from '@callmesh/contracts';
import { bundledRulePacks } from './adapters/rule-packs.adapter.js';
import { moodFeatures } from './domain/analysis/mood/heard-mood.js';
import { cuesByUtterance } from './domain/analysis/mood/mood.js';
import { readConversation } from './domain/language/tokens.js';

/** The features that the model of how utterances sound sees of one that is said alone, with the rules of this build; for fitting it. */
export function moodFeaturesOf(): (speaker: 'customer' | 'agent', text: string) => Int32Array {
  const packs = bundledRulePacks();
  const call = { platform: 'none', platformCallId: 'none', startedAt: 0, timeZone: 'UTC', direction: 'inbound' as const, agentId: 'none', durationMs: 0, customer: null, consent: 'granted' as const, assumed: [] };
  return (speaker, text) => {
    const said: Utterance = { id: 'u1', speaker, channel: null, text, startMs: 0, endMs: 0, confidence: null, words: [] };
    const reading = { conversation: readConversation([said]), references: [], call, packs };
    return moodFeatures(reading, cuesByUtterance(reading))[0] ?? new Int32Array();
  };
}
