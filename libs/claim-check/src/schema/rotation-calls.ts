import type { Pool, QueryResultRow } from 'pg';
import type { WrappedKey } from '../kms.port.js';
import type { SigningKeyRow } from './keeper-calls.js';

/** A data key to wrap anew. */
export interface RewrapRow {
  readonly id: string;
  readonly tenant: string;
  readonly conversation: string;
  readonly master: string;
  readonly wrapped_key: Buffer;
}

/** How much a master key is needed for. */
export interface MasterKeyUse {
  readonly masterKeyId: string;
  /** Keys of conversations and of signing that it has wrapped. */
  readonly keys: number;
}

/** Typed calls of the functions of schema `vault` that wrap keys anew: deploy steps have them as administrator, no service has. */
export class RotationCalls {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  keysNotUnder(master: string, after: string, limit: number): Promise<RewrapRow[]> {
    return this.#rows('select * from vault.keys_not_under($1, $2, $3)', [master, after, limit]);
  }

  /** @returns how many were still as they had been read. */
  async rewrapKeys(rows: readonly RewrapRow[], master: string, wrapped: readonly Buffer[], actor: string, purpose: string): Promise<number> {
    const values = [rows.map(({ id }) => id), rows.map(({ wrapped_key: old }) => old), master, wrapped, actor, purpose];
    const [row] = await this.#rows<{ done: string }>('select vault.rewrap_keys($1, $2, $3, $4, $5, $6) as done', values);
    return Number(row?.done ?? 0);
  }

  signingKeys(): Promise<SigningKeyRow[]> {
    return this.#rows('select * from vault.all_signing_keys()', []);
  }

  async rewrapSigningKey(keyId: string, old: Buffer, { masterKeyId, wrapped }: WrappedKey): Promise<void> {
    await this.#rows('select vault.rewrap_signing_key($1, $2, $3, $4)', [keyId, old, masterKeyId, wrapped]);
  }

  async use(): Promise<MasterKeyUse[]> {
    const rows = await this.#rows<{ master: string; keys: string }>('select * from vault.master_key_use()', []);
    return rows.map(({ master, keys }) => ({ masterKeyId: master, keys: Number(keys) }));
  }

  async #rows<R extends QueryResultRow>(sql: string, values: unknown[]): Promise<R[]> {
    return (await this.#pool.query<R>(sql, values)).rows;
  }
}
