import type { Conversation, Sentence } from '../language/tokens.js';
import { weightTable, type SparseWeights } from '../learned/weight-table.js';
import type { WordClasses } from './known-words.js';
import { LENGTH, phraseReader } from './phrase-features.js';

/** What an utterance can say, as the model names it. */
export const PHRASE_LABELS = ['cancel', 'refund', 'complaint', 'dispute', 'callback', 'escalation', 'issue', 'commitment', 'issue:delivery', 'issue:product', 'issue:billing', 'issue:account', 'issue:technical', 'issue:service', 'issue:other'] as const;
export type PhraseLabel = (typeof PHRASE_LABELS)[number];

/** A trained model with everything that it needs to read a conversation. */
export interface PhraseModel {
  readonly version: number;
  /** For each utterance the log-odds that it states each label, in the order of {@link PHRASE_LABELS}. */
  logOdds(conversation: Conversation): readonly Float32Array[];
  /** The same for one sentence, as if nothing else had been said. */
  logOddsOf(conversation: Conversation, sentence: Sentence): Float32Array;
}

/** A model that can be asked; a conversation is read once. */
export function phraseModel(version: number, weights: SparseWeights, classes: WordClasses): PhraseModel {
  const read = phraseReader(classes);
  const table = weightTable(weights);
  const kept = new WeakMap<Conversation, readonly Float32Array[]>();
  return {
    version,
    logOdds(conversation) {
      let told = kept.get(conversation);
      if (!told) kept.set(conversation, (told = read.utterances(conversation, (features) => table.score(features, LENGTH))));
      return told;
    },
    logOddsOf: (conversation, sentence) => read.sentence(conversation, sentence, (features) => table.score(features, LENGTH)),
  };
}
