import type { PhraseLabel, PhraseModel } from './phrase-model.js';

/** How much the rules and the phrase model have to say about a kind's findings, fitted to labelled calls. */
export interface Weighing {
  readonly bias: number;
  /** For a unit of the log-odds that the rules give, where a rule of the kind matched. */
  readonly rules: number;
  /** For a unit of the model's log-odds at the words that a finding rests on, where a rule matched, too. */
  readonly here: number;
  /** For a unit of its log-odds at the likeliest words of the call. */
  readonly best: number;
  /** Where no rule matched, and the model alone found it. */
  readonly alone: number;
  /** For a unit of the model's log-odds there. */
  readonly heard: number;
  /** For a finding that is not the first of its kind on the call. */
  readonly further: number;
  /** For how unsure the recogniser was of the call's words, 0 to 1: what speaks for a fact is then misheard in part, and what is left of it says more. */
  readonly doubt: number;
}

/** What was learned beside a pack's rules. */
export interface Learned {
  readonly model: PhraseModel;
  readonly label: PhraseLabel;
  /** Null while it is being fitted: everything that could be a finding is one. */
  readonly weighing: Weighing | null;
  /** Confidence from which a finding is said. */
  readonly least: number;
  /** How far above the confidence that the rules have the model may lift a finding of theirs: doubts that they see count where something is done at once. */
  readonly lift: number;
}
