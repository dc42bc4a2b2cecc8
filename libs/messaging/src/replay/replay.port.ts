import type { ReplayPoint } from '../bus.port.js';

/**
 * `copy`: a read model built anew beside the live one; `live`: events applied once more to the live read model; `rehearsal`: reactions run
 * and everything they did is taken back; `effects`: reactions run for real.
 */
export type ReplayKind = 'copy' | 'live' | 'rehearsal' | 'effects';

/**
 * `history`: services send what the topics have deleted; `topics`: the topics are read; `following`: the copy is complete and is kept up;
 * `promoting`: the copy is live and reads the rest of what the one before had read.
 */
export type ReplayPhase = 'history' | 'topics' | 'following' | 'promoting' | 'done' | 'failed' | 'cancelled';

/** Phases in which a process works on it. */
export const ACTIVE_PHASES: readonly ReplayPhase[] = ['history', 'topics', 'following', 'promoting'];

/** What an operator asks for. */
export interface ReplayRequest {
  readonly kind: ReplayKind;
  /** Name of the read model; null for a service without one. */
  readonly projection: string | null;
  /** Name of the copy. */
  readonly copy: string | null;
  /** The copy takes the live one's place as soon as it is complete. */
  readonly promotes: boolean;
  readonly from: ReplayPoint;
  readonly askedBy: string;
}

/** What a rehearsal would have done, or a replay with effects has done. */
export interface ReplayOutcome {
  /** Events that would be appended, by type. */
  readonly appends: Readonly<Record<string, number>>;
  /** Jobs that would be recorded, by kind: each is work outside. */
  readonly jobs: Readonly<Record<string, number>>;
  /** The first hundred messages that failed. */
  readonly failures: readonly { readonly eventId: string; readonly type: string; readonly code: string; readonly message: string }[];
}

/** A replay as operators see it. */
export interface Replay extends Omit<ReplayRequest, 'from'> {
  readonly id: string;
  readonly group: string;
  readonly from: ReplayPoint;
  readonly phase: ReplayPhase;
  /** Services whose history is awaited. */
  readonly waitsFor: readonly string[];
  /** Messages heard so far. */
  readonly heard: number;
  readonly outcome: ReplayOutcome | null;
  readonly error: string | null;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly finishedAt: string | null;
}
