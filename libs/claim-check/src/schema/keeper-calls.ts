import type { Pool, QueryResultRow } from 'pg';
import type { AuditedEntry, AuditSeal } from '../audit/audit-digest.js';
import { entryOf, type EntryRow } from './audit-calls.js';

/** An entry that no seal lists yet. */
export interface UnsealedEntry extends AuditedEntry {
  readonly xid: string;
}

/** Up to where the audit is sealed, in the order of commits. */
export interface SealedUpTo {
  readonly xid: string;
  readonly position: string;
}

/** Where a tenant's chain ends; number, entries and hash are null when it has none yet. */
export interface AuditHead {
  readonly tenant: string;
  readonly number: string | null;
  readonly entries: string | null;
  readonly hash: Buffer | null;
  readonly now_us: string;
}

/** A signing key as it is stored. */
export interface SigningKeyRow {
  readonly key_id: string;
  readonly public_key: Buffer;
  readonly master: string;
  readonly wrapped_key: Buffer;
}

/** Typed calls of the functions of schema `vault` that go over all tenants: a service has them by its rights, a deploy step as administrator. */
export class KeeperCalls {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async unsealed(limit: number): Promise<{ from: SealedUpTo; entries: UnsealedEntry[] } | undefined> {
    const rows = await this.#rows<EntryRow & { xid: string; edge_xid: string; edge_position: string }>('select * from vault.unsealed_audit($1)', [limit]);
    const [first] = rows;
    return first && { from: { xid: first.edge_xid, position: first.edge_position }, entries: rows.map((row) => ({ ...entryOf(row), xid: row.xid })) };
  }

  heads(tenants: readonly string[]): Promise<AuditHead[]> {
    return this.#rows('select * from vault.audit_heads($1)', [tenants]);
  }

  /** @returns false when another process has sealed since. */
  async addSeals(from: SealedUpTo, to: SealedUpTo, seals: readonly AuditSeal[]): Promise<boolean> {
    const column = <T>(of: (seal: AuditSeal) => T): T[] => seals.map(of);
    const values = [
      from.xid, from.position, to.xid, to.position,
      column((s) => s.tenant), column((s) => s.number), column((s) => s.firstEntry), column((s) => s.positions.join(',')), column((s) => s.digests),
      column((s) => s.previous), column((s) => s.hash), column((s) => s.sealedUs), seals[0]?.complete, seals[0]?.keyId, column((s) => s.signature),
    ];
    const [row] = await this.#rows<{ done: boolean }>('select vault.add_audit_seals($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) as done', values);
    return row?.done ?? false;
  }

  /** What is written and in no seal yet, over all tenants. */
  async gap(): Promise<{ entries: number; oldestSeconds: number }> {
    const [row] = await this.#rows<{ entries: string; oldest_seconds: number }>('select * from vault.audit_gap()', []);
    return { entries: Number(row?.entries ?? 0), oldestSeconds: row?.oldest_seconds ?? 0 };
  }

  signingKeys(): Promise<SigningKeyRow[]> {
    return this.#rows('select * from vault.all_signing_keys()', []);
  }

  async addSigningKey(keyId: string, publicKey: Buffer, master: string, wrapped: Buffer): Promise<void> {
    await this.#rows('select vault.add_signing_key($1, $2, $3, $4)', [keyId, publicKey, master, wrapped]);
  }

  async #rows<R extends QueryResultRow>(sql: string, values: unknown[]): Promise<R[]> {
    return (await this.#pool.query<R>(sql, values)).rows;
  }
}
