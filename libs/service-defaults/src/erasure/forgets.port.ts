import type { Tx } from '@callmesh/event-sourcing';
import type { LeasedJob } from '@callmesh/jobs';

/** Rows that go with a conversation. */
export interface ForgottenRows {
  readonly table: string;
  /** Which of them; `$1` is the tenant, `$2` the conversation. Default: those whose `conversation_id` it is. */
  readonly where?: string;
}

/** A conversation to be forgotten. */
export interface ForgottenConversation {
  readonly tenantId: string;
  readonly conversationId: string;
}

/** What a service keeps of a conversation elsewhere than in its tables: objects, a broker's log, a vendor's records. */
export interface ForgetsOutside {
  /** Before the rows are deleted, in the same transaction: what is needed to find the rest; JSON. */
  collect(tx: Tx, conversationId: string): Promise<unknown>;
  /**
   * Deletes it; no transaction is open. May run again, also when nothing is left. What a vendor refuses is part of the report, not an error.
   * @param collected what {@link collect} gave: when the erasure was heard, and again when everything before it had come to its end.
   * @returns what was deleted, for the receipt; JSON, without personal values.
   */
  forget(conversation: ForgottenConversation, collected: readonly unknown[], job: LeasedJob): Promise<object>;
}

/** Nest injection token of a service's {@link ForgetsOutside}, where it has one. */
export const FORGETS_OUTSIDE = Symbol('ForgetsOutside');
