import type { Conversation, Sentence } from '../language/tokens.js';
import { phraseReader, type Features, type WordClasses } from './phrase-features.js';

/** What an utterance can say, as the model names it. */
export const PHRASE_LABELS = ['cancel', 'refund', 'complaint', 'dispute', 'callback', 'escalation', 'issue', 'commitment', 'issue:delivery', 'issue:product', 'issue:billing', 'issue:account', 'issue:technical', 'issue:service', 'issue:other'] as const;
export type PhraseLabel = (typeof PHRASE_LABELS)[number];

/** A linear model over word sequences, one row of weights for each that it knows. */
export interface PhraseWeights {
  /** Word sequence → its row. */
  readonly rows: ReadonlyMap<number, number>;
  /** Row by row, one weight for each label, in units of {@link units}. */
  readonly weights: Int8Array;
  /** What a weight of 1 is, by label. */
  readonly units: readonly number[];
  readonly bias: readonly number[];
}

/** A trained model with everything that it needs to read a conversation. */
export interface PhraseModel {
  readonly version: number;
  /** For each utterance the log-odds that it states each label, in the order of {@link PHRASE_LABELS}. */
  logOdds(conversation: Conversation): readonly Float32Array[];
  /** The same for one sentence, as if nothing else had been said. */
  logOddsOf(conversation: Conversation, sentence: Sentence): Float32Array;
}

/** Log-odds of one utterance. */
export function scoreFeatures({ rows, weights, units, bias }: PhraseWeights, { ids, values }: Features): Float32Array {
  const count = PHRASE_LABELS.length;
  const sums = new Float32Array(count);
  for (let i = 0; i < ids.length; i += 1) {
    const row = rows.get(ids[i] ?? 0);
    if (row === undefined) continue;
    const value = values[i] ?? 0;
    for (let label = 0, from = row * count; label < count; label += 1) sums[label] = (sums[label] ?? 0) + value * (weights[from + label] ?? 0);
  }
  return sums.map((sum, label) => sum * (units[label] ?? 0) + (bias[label] ?? 0));
}

/** A model that can be asked; a conversation is read once. */
export function phraseModel(version: number, weights: PhraseWeights, classes: WordClasses): PhraseModel {
  const read = phraseReader(classes);
  const kept = new WeakMap<Conversation, readonly Float32Array[]>();
  return {
    version,
    logOdds(conversation) {
      let told = kept.get(conversation);
      if (!told) kept.set(conversation, (told = read.utterances(conversation).map((features) => scoreFeatures(weights, features))));
      return told;
    },
    logOddsOf: (conversation, sentence) => scoreFeatures(weights, read.sentence(conversation, sentence)),
  };
}
