import type { CallContext, Transcript } from '@callmesh/contracts';
import { bundledWordClasses } from './adapters/phrase-model.adapter.js';
import { writeWeights } from './adapters/learned-weights.js';
import { bundledRulePacks } from './adapters/rule-packs.adapter.js';
import { groundsOf } from './domain/analyse.js';
import type { RulePacks } from './domain/finding.js';
import { readConversation, type Conversation } from './domain/language/tokens.js';
import type { Learned, Weighing } from './domain/phrases/learned.js';
import type { Features } from './domain/learned/feature-bag.js';
import type { SparseWeights } from './domain/learned/weight-table.js';
import { LENGTH, phraseReader } from './domain/phrases/phrase-features.js';
import { PHRASE_LABELS, phraseModel, type PhraseLabel, type PhraseModel } from './domain/phrases/phrase-model.js';
import type { Weighed } from './domain/phrases/weigh.js';

/** What each pack hears in the words of the phrase model. */
export const LABEL_OF_PACK: Readonly<Record<string, PhraseLabel>> = {
  'order-cancellation': 'cancel',
  refund: 'refund',
  complaint: 'complaint',
  dispute: 'dispute',
  callback: 'callback',
  escalation: 'escalation',
  issue: 'issue',
  commitment: 'commitment',
};

const classes = bundledWordClasses();
const reader = phraseReader(classes);

/** Features of each utterance of a transcript, as the engine sees them. */
export const featuresOf = ({ utterances }: Pick<Transcript, 'utterances'>): Features[] => reader.utterances(readConversation(utterances), (features) => features.taken(LENGTH));

/** Turns, `C: …` or `A: …`, as the engine reads them. */
export const conversationOf = (turns: readonly string[]): Conversation =>
  readConversation(turns.map((turn, at) => ({ id: `u${at + 1}`, speaker: turn.startsWith('A') ? 'agent' : 'customer', channel: null, text: turn.slice(3), startMs: at * 5_000, endMs: at * 5_000 + 4_000, confidence: null, words: [] })));

export const modelOf = (version: number, weights: SparseWeights): PhraseModel => phraseModel(version, weights, classes);

/** The bundled packs beside another model than the bundled one. */
function packsWith(learned: (pack: string) => Omit<Learned, 'label'> | null): RulePacks {
  return bundledRulePacks(undefined, (pack) => {
    const [label, own] = [LABEL_OF_PACK[pack], learned(pack)];
    return label && own ? { ...own, label } : null;
  });
}

/** Everything that could be a fact, with what speaks for it by rules and model; for fitting how that is weighed. */
export function unweighed(model: PhraseModel): (transcript: Transcript, call: CallContext) => readonly Weighed[] {
  const packs = packsWith(() => ({ model, weighing: null, least: 0, lift: 1 }));
  return (transcript, call) => groundsOf(transcript, call, packs);
}

export { PHRASE_LABELS, writeWeights };
export type { Features, PhraseModel, SparseWeights, Weighed, Weighing };
