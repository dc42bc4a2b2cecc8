import type { FieldChange } from '@callmesh/contracts';
import type { Applied, Effect } from '../domain/effect.js';

/** What is known of earlier writes of an effect, by any process. */
export interface EarlierWrite {
  /** Since when it is not known whether the write was done, ms since the epoch by the database's clock. */
  readonly sinceMs: number;
  /** How long ago that is, by the same clock. */
  readonly agoMs: number;
  /** The action that wrote: another one when a person approved the change again. */
  readonly actionId: string;
  readonly timedOut: boolean;
  /** What it was to change, values before it included. */
  readonly changes: readonly FieldChange[];
}

/** The memory of one effect; each call is durable when it resolves. */
export interface EffectMemory {
  /** The write that was begun and of whose end nothing is known. */
  earlier(): Promise<EarlierWrite | undefined>;
  /** Notes that a write begins now: call before the request leaves. */
  begin(changes: readonly FieldChange[]): Promise<void>;
  /** The write timed out: it may still be done later. */
  timedOut(): Promise<void>;
  /** The write was surely not done. */
  notDone(): Promise<void>;
}

/** One run of an effect, as the job offers it to a destination. */
export interface EffectRun {
  readonly memory: EffectMemory;
  /** Fencing: call before every request. @throws LeaseLost */
  readonly assertHeld: () => Promise<void>;
  readonly signal: AbortSignal;
  /** The customer's number in E.164, resolved from the vault and audited; null when the call carried none. Never log it. */
  readonly customerNumber: () => Promise<string | null>;
}

/** Whether a destination can be used, and what to do when not. */
export interface DestinationTest {
  readonly ok: boolean;
  /** `CRM.REACHED`, `CRM.UNAUTHORISED`, `CRM.FORBIDDEN`, `CRM.UNREACHABLE`, `CRM.NOT_CONFIGURED` or `CRM.ANSWERED_BADLY`. */
  readonly code: string;
  readonly detail: string;
}

/** A record at the destination that callmesh made, or wrote into. */
export interface WrittenRecord {
  /** Object type by the destination's own name. */
  readonly object: string;
  readonly objectId: string;
}

/** What became of a record when its conversation was erased. */
export interface RemovedRecord extends WrittenRecord {
  /** `cleared`: it was there before callmesh and stays, without what callmesh left on it. */
  readonly outcome: 'archived' | 'cleared' | 'gone' | 'refused';
  /** Why it was refused. */
  readonly code?: string;
  /** When the destination has removed an archived record for good, ISO 8601 UTC. */
  readonly goneBy?: string;
}

/** Somebody whom the destination knows, as far as a transcript may name them. */
export interface Contact {
  readonly id: string;
  readonly name: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** A CRM or ticketing system. */
export interface Destination {
  readonly name: string;
  /**
   * Makes the change, once.
   * @throws Refused, OutcomeUncertain, DestinationUnavailable
   */
  apply(effect: Effect, run: EffectRun): Promise<Applied>;
  /**
   * Removes what was written of a conversation. May run again.
   * @param known what is remembered to have been written; the destination looks for more.
   * @throws DestinationUnavailable; a refusal is an outcome.
   */
  forget(conversationId: string, known: readonly WrittenRecord[], guard: Pick<EffectRun, 'assertHeld' | 'signal'>): Promise<RemovedRecord[]>;
  /**
   * Everybody who has a number, at most ten; nobody where nothing is configured.
   * @param number E.164. Never log it.
   * @throws Refused, DestinationUnavailable
   */
  contactsOf(number: string, guard: Pick<EffectRun, 'assertHeld' | 'signal'>): Promise<readonly Contact[]>;
  test(): Promise<DestinationTest>;
}

/** Nest injection token of the {@link Destination}. */
export const DESTINATION = Symbol('Destination');
