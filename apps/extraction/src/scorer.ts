import type { CriterionScore, Transcript } from '@callmesh/contracts';
import { bundledRulePacks } from './adapters/rule-packs.adapter.js';
import { bundledScorecards } from './adapters/scorecards.adapter.js';
import { readConversation } from './domain/language/tokens.js';
import { callTypeOf } from './domain/scorecards/call-type.js';
import { scoreCall } from './domain/scorecards/score-call.js';

/** What the scorecards of this build make of a call. */
interface ScoredForMeasuring {
  /** The type that the engine tells; null when it is unsure. */
  readonly callType: string | null;
  /** By the scorecard of the type that was asked for. */
  readonly criteria: readonly CriterionScore[];
}

/** The shipped scorecards, as the service applies them, for measuring. */
export function scorer(): (transcript: Transcript, callType: string) => ScoredForMeasuring {
  const packs = bundledRulePacks();
  const cards = bundledScorecards(packs.modifiers);
  return (transcript, callType) => {
    const conversation = readConversation(transcript.utterances);
    const card = cards.find(({ definition }) => definition.callType === callType);
    if (!card) throw new Error(`no shipped scorecard is for calls of type ${callType}`);
    return { callType: callTypeOf(conversation, packs), criteria: scoreCall(card, conversation).criteria };
  };
}
