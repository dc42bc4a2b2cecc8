import { bundledEngine, type EngineAnswer, type LinearModel } from '@callmesh/extraction';
import { asTranscript, callOf } from '../extraction/as-transcript.js';
import type { Dialogue } from '../extraction/dialogue.js';
import type { Pair } from './pairs.js';

/** What the engine made of the two calls of a pair. */
export interface Told {
  readonly pair: Pair;
  readonly happy: EngineAnswer['analysis'];
  readonly angry: EngineAnswer['analysis'];
}

/** Has the engine read both calls of a pair, with another model of how utterances sound if one is given. */
export function pairTeller(tone?: LinearModel): (pair: Pair) => Told {
  const engine = bundledEngine(tone);
  const tell = (dialogue: Dialogue): EngineAnswer['analysis'] => {
    const transcript = asTranscript(dialogue);
    return engine(transcript, callOf(dialogue, transcript.durationMs)).analysis;
  };
  return (pair) => ({ pair, happy: tell(pair.happy), angry: tell(pair.angry) });
}

/** Whether the angry call has the lower satisfaction; a tie or a null is no order. */
export const isOrdered = ({ happy, angry }: Told): boolean => happy.satisfaction !== null && angry.satisfaction !== null && angry.satisfaction < happy.satisfaction;
