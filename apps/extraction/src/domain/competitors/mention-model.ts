import { weightTable, type SparseWeights } from '../learned/weight-table.js';
import type { WordClasses } from '../phrases/known-words.js';
import { MENTION_LENGTH, mentionReader, type Standing } from './mention-features.js';
import type { NameCandidate } from './name-candidates.js';

/** How much rules and model have to say about a company, fitted to labelled calls. */
export interface MentionWeighing {
  readonly bias: number;
  /** For a unit of the log-odds that the rules give, where a rule matched. */
  readonly rules: number;
  /** For a unit of the model's log-odds at its likeliest mention. */
  readonly here: number;
  /** Where no rule matched. */
  readonly alone: number;
  /** For a unit of the model's log-odds there. */
  readonly heard: number;
}

/** What was learned of how competitors are mentioned. */
export interface MentionModel {
  readonly version: number;
  /** Null while it is being fitted: every company that could be one is one. */
  readonly weighing: MentionWeighing | null;
  /** Confidence from which a competitor is said. */
  readonly least: number;
  /** Log-odds that a name is a competitor's. */
  logOdds(standing: Standing, candidate: NameCandidate): number;
}

/** A model that can be asked. */
export function mentionModel({ version, weighing, least }: Pick<MentionModel, 'version' | 'weighing' | 'least'>, weights: SparseWeights, classes: WordClasses): MentionModel {
  const read = mentionReader(classes);
  const table = weightTable(weights);
  return { version, weighing, least, logOdds: (standing, candidate) => table.score(read(standing, candidate), MENTION_LENGTH)[0] ?? 0 };
}

const LIMIT = 5;
const limited = (odds: number): number => Math.max(-LIMIT, Math.min(LIMIT, odds));

/** What speaks for a company: the confidence by rules, null where none matched, and the model's log-odds at its likeliest mention. */
export interface MentionGrounds {
  readonly rules: number | null;
  readonly here: number;
}

/** The grounds as a weighing takes them. */
export const groundsFor = (confidence: number | null, here: number): MentionGrounds => ({ rules: confidence === null ? null : limited(Math.log(Math.max(0.01, confidence) / (1 - Math.min(0.99, confidence)))), here: limited(here) });

/** How sure both are together. */
export const together = ({ rules, here }: MentionGrounds, by: MentionWeighing): number => 1 / (1 + Math.exp(-(rules === null ? by.alone + by.heard * here : by.bias + by.rules * rules + by.here * here)));
