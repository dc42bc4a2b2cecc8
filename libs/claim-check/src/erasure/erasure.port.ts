import type { Reader } from '../claim-check.port.js';
import type { ForgottenReport, KeyFate } from '../schema/vault-calls.js';
import type { ErasureLedger } from './erasure-ledger.js';
import type { Person } from './party-forms.js';

/** What erasure does in the vault and in the object store. */
export interface Erasure {
  readonly ledger: ErasureLedger;
  /** Conversations in which a person took part; those that are erased are not found any more. */
  conversationsOf(tenantId: string, person: Person): Promise<string[]>;
  /** When the conversations' keys were made and destroyed; one that never had a key is left out. */
  keyFates(tenantId: string, conversationIds: readonly string[]): Promise<KeyFate[]>;
  /**
   * Destroys a conversation's key with its vault values, grants and index, for good: objects read CLAIM.ERASED, values VAULT.ERASED,
   * fields `[ERASED]`; other processes notice within 60 s. The row's old version stays in Postgres' files until vacuum.
   */
  destroyKey(tenantId: string, conversationId: string, reader: Reader): Promise<void>;
  /** Drops the key from this process's memory. */
  forgetKey(tenantId: string, conversationId: string): void;
  /** Removes every object of a conversation. @returns how many there were. */
  removeObjects(tenantId: string, conversationId: string): Promise<number>;
  /** Objects of a conversation and their size, without opening them. */
  objectsOf(tenantId: string, conversationId: string): Promise<{ readonly artifact: string; readonly bytes: number }[]>;
  /** What the services have said that they deleted. */
  reports(tenantId: string, erasureId: string): Promise<ForgottenReport[]>;
}

/** Nest injection token of {@link Erasure}. */
export const ERASURE = Symbol('Erasure');
