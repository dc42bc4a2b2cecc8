import type { SpeakerRole } from '@callmesh/contracts';
import type { Mood } from './mood.js';

/** How a call sounded to the learned model. */
interface Sounded {
  /** −1 to 1; above 0 the customer left content. */
  readonly score: number;
  /** What an utterance added to it, by its index. */
  readonly points: ReadonlyMap<number, number>;
}

/** The last words of a side count once more. */
const ENDING = 2;
/** With a greeting and the matter calls begin alike, however they end; one of few words has no other. */
const OPENING = 0.5;
/** Sums near ±1 would tell nothing apart. */
const SCALE = 0.85;
/** What the agent had to say, good news or bad, counts less than the customer's answers to it. */
const NEWS = 0.7;

/**
 * How much each utterance counts for how a side leaves, by who says it: the mean over that side, the mean over its last words, and the same of the
 * other's news. What the customer answers tells how it was taken, what the agent has to say how the matter went; over
 * bench/corpus/sentiment, each author told by a model fitted on the others, either alone tells fewer pairs than both.
 * @param speakers null where nothing was said.
 * @param side whose satisfaction it is; without a customer all are unknown, and nobody's words are news.
 */
export function weightsOf(speakers: readonly (SpeakerRole | null)[], side: SpeakerRole): number[] {
  const weights = speakers.map(() => 0);
  const addMean = (places: readonly number[], by: number): void => places.forEach((at) => (weights[at] = (weights[at] ?? 0) + by / places.length));
  const own = speakers.flatMap((speaker, at) => (speaker === side ? [at] : []));
  const [first] = own;
  if (first === undefined) return weights;
  // The agent's opening is said to everybody.
  const news = side === 'customer' ? speakers.flatMap((speaker, at) => (speaker === 'agent' && at > first ? [at] : [])) : [];
  for (const said of [own, own.slice(-ENDING)]) addMean(said, 1);
  for (const said of [news, news.slice(-ENDING)]) addMean(said, NEWS);
  if (own.length > ENDING) weights[first] = (weights[first] ?? 0) * OPENING;
  return weights;
}

/** How the utterances sounded, each with its weight. */
export function howItSounded({ utterances, known }: Mood): Sounded {
  const points = new Map<number, number>();
  let sum = 0;
  weightsOf(utterances.map((u) => (u.said ? u.speaker : null)), known ? 'customer' : 'unknown').forEach((weight, at) => {
    const added = SCALE * weight * (utterances[at]?.heard ?? 0);
    sum += added;
    if (added !== 0) points.set(at, added);
  });
  return { score: Math.tanh(sum), points };
}
