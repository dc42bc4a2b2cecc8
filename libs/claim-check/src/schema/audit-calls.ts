import type { Pool, QueryResultRow } from 'pg';
import type { AuditedEntry, AuditSeal } from '../audit/audit-digest.js';

/** An entry as the functions of schema `vault` return it. */
export interface EntryRow {
  position: string;
  at_us: string;
  tenant: string;
  service: string;
  actor: string;
  purpose: string;
  action: string;
  reference: string;
  outcome: string;
}

/** Which entries of a tenant to list; the newest come first. */
export interface AuditQuery {
  /** Only entries before this position: the last one of the page before. */
  readonly before?: string;
  readonly limit: number;
  readonly conversation?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly since?: Date;
}

/** An entry in a list. */
export interface ListedEntry extends AuditedEntry {
  /** Whether a seal lists it already. */
  readonly sealed: boolean;
}

/** Where an entry stands, without what it says. */
export interface EntryPlace {
  readonly position: string;
  readonly atUs: string;
  /** It must be in a seal by now. */
  readonly settled: boolean;
}

/** Seals and the entries that they list, as far as those are there. */
export interface AuditChainPage {
  readonly seals: readonly AuditSeal[];
  readonly entries: readonly AuditedEntry[];
}

const LAST = '9223372036854775807';

/** Typed calls of the functions of schema `vault` that show one tenant its audit. */
export class AuditCalls {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async list(tenantId: string, { before = LAST, limit, conversation, actor, action, since }: AuditQuery): Promise<ListedEntry[]> {
    const values = [tenantId, before, limit, conversation ?? null, actor ?? null, action ?? null, since ?? null];
    const rows = await this.#rows<EntryRow & { sealed: boolean }>('select * from vault.audit_page($1, $2, $3, $4, $5, $6, $7)', values);
    return rows.map((row) => ({ ...entryOf(row), sealed: row.sealed }));
  }

  async chainAfter(tenantId: string, number: number, limit: number): Promise<AuditChainPage> {
    type Row = { number: string; first_entry: string; positions: string[]; digests: Buffer; previous: Buffer; hash: Buffer; sealed_us: string; complete: boolean; key_id: string; signature: Buffer };
    const rows = await this.#rows<Row>('select * from vault.audit_seals_after($1, $2, $3)', [tenantId, number, limit]);
    const seals = rows.map(({ first_entry: first, sealed_us: sealedUs, key_id: keyId, number: own, ...seal }): AuditSeal => ({ ...seal, tenant: tenantId, number: Number(own), firstEntry: Number(first), sealedUs, keyId }));
    const listed = await this.#rows<EntryRow>('select * from vault.audit_entries($1, $2)', [tenantId, seals.flatMap(({ positions }) => positions)]);
    return { seals, entries: listed.map(entryOf) };
  }

  async positionsAfter(tenantId: string, after: string, limit: number): Promise<EntryPlace[]> {
    const rows = await this.#rows<{ position: string; at_us: string; settled: boolean }>('select * from vault.audit_positions($1, $2, $3)', [tenantId, after, limit]);
    return rows.map(({ position, at_us: atUs, settled }) => ({ position, atUs, settled }));
  }

  async #rows<R extends QueryResultRow>(sql: string, values: unknown[]): Promise<R[]> {
    return (await this.#pool.query<R>(sql, values)).rows;
  }
}

/** A row of the vault as an entry. */
export function entryOf({ position, at_us: atUs, tenant, service, actor, purpose, action, reference, outcome }: EntryRow): AuditedEntry {
  return { position, atUs, tenant, service, actor, purpose, action, reference, outcome };
}
