import type { Reading } from '../finding.js';
import { activeCues } from '../rules/active-cues.js';

/** How the customer sounded; null where there is too little to say. */
export interface Tone {
  readonly sentiment: 'positive' | 'neutral' | 'negative' | null;
  /** 1–10. */
  readonly satisfaction: number | null;
}

/** Fewer words of the customer than this say nothing about the mood. */
const ENOUGH_WORDS = 25;
/** Courtesy is no delight: so many "thank you" are free. */
const COURTESY = 2;

const customerWords = (reading: Reading): number =>
  reading.conversation.tokens.filter((t) => reading.conversation.utterances[t.utterance]?.speaker === 'customer').length;

/** Counts kind and harsh words; the end of the call weighs double, because that is what the customer leaves with. */
export function toneOf(reading: Reading): Tone {
  const { conversation, packs } = reading;
  const unknown = conversation.utterances.every((u) => u.speaker === 'unknown');
  const words = unknown ? conversation.tokens.length : customerWords(reading);
  if (words < ENOUGH_WORDS) return { sentiment: null, satisfaction: null };
  const ending = conversation.sentences.length * 0.7;
  let [kind, harsh, thanks] = [0, 0, 0];
  for (const cue of activeCues(conversation, packs.speech, packs)) {
    if (cue.speaker === 'agent' || (cue.role !== 'positive' && cue.role !== 'negative')) continue;
    const weight = cue.weight * (cue.sentence.index >= ending ? 1.5 : 1);
    const negated = cue.modifiers.has('negated');
    const polite = conversation.tokens[cue.from]?.text.startsWith('thank') === true;
    if (polite) thanks += 1;
    if (polite && thanks <= COURTESY) continue;
    // "Not great" is harsh; "not a problem" is nothing.
    if (cue.role === 'positive' && !negated) kind += weight;
    else if (cue.role === 'positive' || !negated) harsh += weight;
  }
  const balance = (kind - harsh * 1.3) / Math.sqrt(conversation.sentences.length);
  const sentiment = balance > 0.7 ? 'positive' : balance < -0.7 ? 'negative' : 'neutral';
  // Nobody can say whose satisfaction it is when the speakers are not known.
  const satisfaction = unknown ? null : Math.max(1, Math.min(10, Math.round(6 + balance * 2)));
  return { sentiment, satisfaction };
}
