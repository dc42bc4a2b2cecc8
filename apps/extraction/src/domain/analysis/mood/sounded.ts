import type { Mood, UtteranceMood } from './mood.js';

/** How a call sounded to the learned model. */
interface Sounded {
  /** −1 to 1; above 0 the customer left content. */
  readonly score: number;
  /** What an utterance added to it, by its index. */
  readonly points: ReadonlyMap<number, number>;
}

/** The last words of a side count once more. */
const ENDING = 2;
/** What the agent had to say, good news or bad, counts less than the customer's answer to it. */
const NEWS = 0.6;

/** The mean over the customer's utterances and the one over their last, and the same of the agent's news. */
export function howItSounded({ utterances, customer, known }: Mood): Sounded {
  const points = new Map<number, number>();
  let sum = 0;
  const addMean = (said: readonly UtteranceMood[], weight: number): void => {
    for (const { utterance, heard } of said) {
      const added = (weight * heard) / said.length;
      sum += added;
      points.set(utterance, (points.get(utterance) ?? 0) + added);
    }
  };
  addMean(customer, 1);
  addMean(customer.slice(-ENDING), 1);
  if (known) {
    // The agent's opening is said to everybody.
    const first = customer[0]?.utterance ?? 0;
    const news = utterances.filter((u) => u.speaker === 'agent' && u.utterance > first);
    addMean(news, NEWS);
    addMean(news.slice(-ENDING), NEWS);
  }
  return { score: Math.tanh(sum), points };
}
