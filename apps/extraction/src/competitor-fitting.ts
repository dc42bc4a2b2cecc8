import type { CallContext, Transcript } from '@callmesh/contracts';
import { writeWeights } from './adapters/learned-weights.js';
import { MENTION_LABELS, mentionClasses } from './adapters/mention-model.adapter.js';
import { bundledRulePacks } from './adapters/rule-packs.adapter.js';
import { foreignNames } from './domain/competitors/learned-mentions.js';
import { MENTION_LENGTH, mentionReader } from './domain/competitors/mention-features.js';
import { mentionModel, together, type MentionWeighing } from './domain/competitors/mention-model.js';
import { namedCompanies, type NamedCompany } from './domain/kinds/competitor.js';
import { readConversation } from './domain/language/tokens.js';
import type { Features } from './domain/learned/feature-bag.js';
import type { SparseWeights } from './domain/learned/weight-table.js';

const classes = mentionClasses();
const read = mentionReader(classes);

/** Something in the form of a name, as the engine sees it. */
export interface SeenName {
  readonly name: string;
  readonly utteranceId: string;
  readonly features: Features;
}

/** Everything in a transcript that has the form of a name and is not that of who is called. */
export function namesIn({ utterances }: Pick<Transcript, 'utterances'>): SeenName[] {
  const conversation = readConversation(utterances);
  const { own, names } = foreignNames({ conversation });
  return names.map((candidate) => ({ name: candidate.name, utteranceId: utterances[conversation.tokens[candidate.from]?.utterance ?? -1]?.id ?? '', features: read({ conversation, own }, candidate).taken(MENTION_LENGTH) }));
}

/** Every company that could be a competitor, with what speaks for it by rules and model; for fitting how that is weighed. */
export function unweighedCompanies(weights: SparseWeights): (transcript: Transcript, call: CallContext) => readonly NamedCompany[] {
  const packs = bundledRulePacks();
  const own = { ...packs, competitor: { ...packs.competitor, mentions: mentionModel({ version: 0, weighing: null, least: 0 }, weights, classes) } };
  return (transcript, call) => namedCompanies({ conversation: readConversation(transcript.utterances), references: [], call, packs: own });
}

export { MENTION_LABELS, together, writeWeights };
export type { MentionWeighing };
