import { deterministicId, type CallContext } from '@callmesh/contracts';
import type { Decider } from '@callmesh/event-sourcing';
import { writable } from './analysis/whole-call.js';
import type { EngineAnswer, Finding } from './finding.js';
import type { Scored } from './scorecards/score-call.js';
import { factKey, saidOf, standingAfter, type AnalysisEvent, type FactEvent, type StandingFact, type StandingFacts } from './standing-facts.js';

/** An engine's answer about one version of a transcript, to be recorded. */
export interface RecordAnalysis {
  /** The same for the same work, however often it is done: the ids of its facts are made of it. */
  readonly analysisId: string;
  readonly conversationId: string;
  readonly call: CallContext;
  readonly transcriptVersion: number;
  readonly answer: EngineAnswer;
  /** By the scorecards that fit the call. */
  readonly scores?: readonly Scored[];
  /** Somebody asked for the transcript that was analysed before to be analysed again. */
  readonly again?: boolean;
}

/** A conversation before and after its first analysis. */
export type AnalysisState =
  | { readonly situation: 'not-analysed' }
  | {
      readonly situation: 'analysed';
      readonly analysisVersion: number;
      readonly transcriptVersion: number;
      readonly engineVersion: string;
      readonly facts: StandingFacts;
      /** Of the last analysis, in a form that can be compared. */
      readonly scores: readonly string[];
    };

type Analysed = Extract<AnalysisState, { situation: 'analysed' }>;
const nothingYet: Analysed = { situation: 'analysed', analysisVersion: 0, transcriptVersion: 0, engineVersion: '', facts: new Map(), scores: [] };

/** Engine of what a language model alone found. */
export const MODEL_ALONE = 'llm';
/** In the version of an engine whose language model had no part, for a reason that is no choice. */
export const WITHOUT_MODEL = ' without-llm:';

/**
 * The life of an analysis: an answer is a recorded decision. A transcript older than the one analysed last says nothing, nor does the same one
 * unless somebody asked for it and something is different. A later analysis confirms the facts that it found again, withdraws those that
 * it did not, and says the new ones; then itself, as the next version.
 */
export const analysisDecider: Decider<RecordAnalysis, AnalysisEvent, AnalysisState> = {
  initial: { situation: 'not-analysed' },

  decide(command, state) {
    const before = state.situation === 'analysed' ? state : nothingYet;
    if (command.transcriptVersion < before.transcriptVersion) return [];
    if (command.transcriptVersion === before.transcriptVersion && !command.again) return [];
    const { conversationId, call, transcriptVersion, answer } = command;
    const { engine, engineVersion } = answer;
    const common = { conversationId, call, analysisVersion: before.analysisVersion + 1, engine, engineVersion };
    const found = new Map(answer.insights.map((finding) => [factKey(finding), finding]));

    const facts = [...found]
      .filter(([key]) => !before.facts.has(key))
      .map(([, { type, data }], n) => ({ id: deterministicId(command.analysisId, 'fact', n), type, data: { ...common, ...data } }) as FactEvent & { id: string });
    const confirmed = [...before.facts].flatMap(([key, { factId, type }]): AnalysisEvent[] => {
      const again = found.get(key);
      if (!again) return [];
      const { confidence, evidence } = again.data;
      // What one engine alone found says so itself.
      const by = { ...common, ...('engine' in again.data ? { engine: String(again.data.engine), engineVersion } : {}) };
      return [{ type: 'insight.confirmed.v1', data: { ...by, transcriptVersion, factId, insight: type, confidence, evidence } }];
    });
    const withdrawn = withdrawals([...before.facts].filter(([key, fact]) => !found.has(key) && wasLookedFor(fact, answer)).map(([, fact]) => fact), facts, command, before);
    const { scores = [] } = command;
    const isTheSame = transcriptVersion === before.transcriptVersion && engineVersion === before.engineVersion && facts.length + withdrawn.length === 0 && before.scores.join() === scores.map(scoreOf).join();
    if (isTheSame && [...before.facts].every(([key, { said }]) => said === saidAgain(found.get(key), said))) return [];
    const analysed: AnalysisEvent = { type: 'call.analysed.v1', data: { ...common, transcriptVersion, ...writable(answer.analysis), insights: facts.map(({ type }) => type) } };
    const scored = scores.map((score): AnalysisEvent => ({ type: 'call.scored.v1', data: { ...common, transcriptVersion, ...score } }));
    // What is taken back goes before what stands in its place.
    return [...confirmed, ...withdrawn.map((data): AnalysisEvent => ({ type: 'insight.withdrawn.v1', data: { ...common, transcriptVersion, ...data } })), ...facts, analysed, ...scored];
  },

  evolve(state, event) {
    // What an analysis says of facts is always followed by the analysis itself, in one append.
    const before = state.situation === 'analysed' ? state : nothingYet;
    if (event.type === 'call.scored.v1') return { ...before, scores: [...before.scores, scoreOf(event.data)] };
    if (event.type !== 'call.analysed.v1') return { ...before, facts: standingAfter(before.facts, event) };
    const { analysisVersion, transcriptVersion, engineVersion } = event.data;
    return { ...before, analysisVersion, transcriptVersion, engineVersion, scores: [] };
  },
};

const scoreOf = ({ scorecard, scorecardVersion, score }: Scored): string => `${scorecard}@${scorecardVersion}=${score}`;
const saidAgain = (finding: Finding | undefined, before: string): string => (finding ? saidOf(finding.data) : before);

/** A language model that was away has not failed to find anything. */
function wasLookedFor({ engine }: StandingFact, { engineVersion }: EngineAnswer): boolean {
  return engine !== MODEL_ALONE || !engineVersion.includes(WITHOUT_MODEL);
}

interface Withdrawal {
  readonly factId: string;
  readonly insight: string;
  readonly reason: 'replaced' | 'transcript-corrected' | 'not-found-again';
  readonly replacedBy: string | null;
}

/** A fact that is gone was replaced by a new one of its kind, if there is one; else the words have changed, or how they are read. */
function withdrawals(gone: readonly StandingFact[], facts: readonly (FactEvent & { id: string })[], { transcriptVersion }: RecordAnalysis, before: Analysed): Withdrawal[] {
  const free = [...facts];
  return gone.map(({ factId, type }) => {
    const at = free.findIndex((fact) => fact.type === type);
    const [replacement] = at < 0 ? [] : free.splice(at, 1);
    const unreplaced = transcriptVersion > before.transcriptVersion ? 'transcript-corrected' : 'not-found-again';
    return { factId, insight: type, reason: replacement ? 'replaced' : unreplaced, replacedBy: replacement?.id ?? null };
  });
}
