import { DomainError, type ClaimCheck } from '@callmesh/contracts';
import { Pool } from 'pg';
import type { QueryResultRow } from 'pg';
import type { Reader } from '../claim-check.port.js';
import type { HoldScope } from '../hold-scope.js';
import { ON_HOLD } from './hold-tables.js';

/** A key as the vault holds it; `wrapped_key` is null once it was destroyed. */
export interface KeyRow {
  readonly conversation: string;
  readonly id: string;
  readonly master: string | null;
  readonly wrapped_key: Buffer | null;
}

/** A key to add. */
export interface NewKeyRow {
  readonly conversation: string;
  readonly id: string;
  readonly master: string;
  readonly wrapped: Buffer;
}

/** One line of the audit. */
export interface AuditEntry {
  readonly at: Date;
  /** Database role that called, e.g. `callmesh_crm_sync`. */
  readonly service: string;
  readonly actor: string;
  readonly purpose: string;
  /** read, resolve, grant, open-grant, delete or destroy-key. */
  readonly action: string;
  readonly reference: string;
  /** `allowed`, or the code of the error. */
  readonly outcome: string;
}

/** When a conversation's key was made, and destroyed if it was. */
export interface KeyFate {
  readonly conversation: string;
  readonly made: Date;
  readonly destroyed: Date | null;
}

/** What a service says it has deleted of an erased conversation. */
export interface ForgottenReport {
  readonly conversation: string;
  readonly service: string;
  readonly at: Date;
  readonly report: unknown;
}

/** A grant as it was found by its token. */
export interface GrantRow {
  readonly result: string;
  readonly tenant: string;
  readonly actor: string;
  readonly purpose: string;
  readonly claim: ClaimCheck;
}

/** A hold in force. */
export interface HoldRow {
  readonly id: string;
  readonly conversation: string | null;
  readonly received_from: Date | null;
  readonly received_until: Date | null;
  readonly reason: string;
  readonly placed_by: string;
  readonly placed_at: Date;
}

/** Typed calls of the functions of schema `vault`, as one service's app role. */
export class VaultCalls {
  readonly #pool: Pool;

  constructor(url: string, max = 4) {
    this.#pool = new Pool({ connectionString: url, max, application_name: 'callmesh-vault' });
    // An idle connection that the server closed is replaced by the next call; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
  }

  findKeys(tenantId: string, conversations: readonly string[]): Promise<KeyRow[]> {
    return this.#rows('select * from vault.find_keys($1, $2)', [tenantId, conversations]);
  }

  /** Adds keys where there is none yet; returns those that count, whoever made them. */
  addKeys(tenantId: string, keys: readonly NewKeyRow[]): Promise<KeyRow[]> {
    const columns = [keys.map((k) => k.conversation), keys.map((k) => k.id), keys.map((k) => k.master), keys.map((k) => k.wrapped)];
    return this.#rows('select * from vault.add_keys($1, $2, $3, $4, $5)', [tenantId, ...columns]);
  }

  async recordAccess(tenantId: string, action: string, reference: string, reader: Reader, outcome: string): Promise<void> {
    await this.#rows('select vault.record_access($1, $2, $3, $4, $5, $6)', [tenantId, action, reference, reader.actor, reader.purpose, outcome]);
  }

  async recordReads(tenantId: string, references: readonly string[], reader: Reader): Promise<void> {
    await this.#rows(`select vault.record_access($1, 'read', r, $3, $4, 'allowed') from unnest($2::text[]) as r`, [tenantId, references, reader.actor, reader.purpose]);
  }

  async putValue(tenantId: string, conversation: string, placeholder: string, sealed: Buffer, fingerprint: Buffer): Promise<'stored' | 'differs' | 'erased'> {
    const [row] = await this.#rows<{ result: 'stored' | 'differs' | 'erased' }>('select vault.put_value($1, $2, $3, $4, $5) as result', [tenantId, conversation, placeholder, sealed, fingerprint]);
    return row?.result ?? 'erased';
  }

  /** As {@link putValue}, of somebody who is to be found or known again by it. */
  async putPartyValue(tenantId: string, conversation: string, placeholder: string, sealed: Buffer, fingerprint: Buffer, lookup: Buffer | null, parties: readonly Buffer[]): Promise<'stored' | 'differs' | 'erased'> {
    const [row] = await this.#rows<{ result: 'stored' | 'differs' | 'erased' }>('select vault.put_party_value($1, $2, $3, $4, $5, $6, $7) as result', [tenantId, conversation, placeholder, sealed, fingerprint, lookup, parties]);
    return row?.result ?? 'erased';
  }

  /** As {@link putPartyValue}, of what is known of a call beforehand. */
  async putKnownValue(tenantId: string, conversation: string, placeholder: string, sealed: Buffer, fingerprint: Buffer, parties: readonly Buffer[]): Promise<'stored' | 'differs' | 'erased'> {
    const [row] = await this.#rows<{ result: 'stored' | 'differs' | 'erased' }>('select vault.put_known_value($1, $2, $3, $4, $5, $6) as result', [tenantId, conversation, placeholder, sealed, fingerprint, parties]);
    return row?.result ?? 'erased';
  }

  /** What is known of a call, with the value of one more placeholder where there is one; null while the awaited one is not there. */
  async knownValuesOf(tenantId: string, conversation: string, besides: string | null, awaited: string | null, reader: Reader): Promise<{ placeholder: string; sealed: Buffer }[] | null> {
    const rows = await this.#rows<{ placeholder_of: string; sealed_value: Buffer | null }>('select * from vault.known_values_of($1, $2, $3, $4, $5, $6)', [tenantId, conversation, besides, awaited, reader.actor, reader.purpose]);
    return rows.length === 0 ? null : rows.flatMap(({ placeholder_of: placeholder, sealed_value: sealed }) => (sealed === null ? [] : [{ placeholder, sealed }]));
  }

  async conversationsOf(tenantId: string, lookups: readonly Buffer[]): Promise<string[]> {
    return (await this.#rows<{ conversation: string }>('select conversation from vault.conversations_of($1, $2)', [tenantId, lookups])).map(({ conversation }) => conversation);
  }

  keyFates(tenantId: string, conversations: readonly string[]): Promise<KeyFate[]> {
    return this.#rows('select * from vault.key_fates($1, $2)', [tenantId, conversations]);
  }

  forgottenBy(tenantId: string, erasureId: string): Promise<ForgottenReport[]> {
    return this.#rows('select * from vault.forgotten_by($1, $2)', [tenantId, erasureId]);
  }

  async valueOf(tenantId: string, conversation: string, placeholder: string, reader: Reader): Promise<{ result: string; sealed: Buffer | null }> {
    const [row] = await this.#rows<{ result: string; sealed_value: Buffer | null }>('select * from vault.value_of($1, $2, $3, $4, $5)', [tenantId, conversation, placeholder, reader.actor, reader.purpose]);
    return { result: row?.result ?? 'VAULT.NOT_FOUND', sealed: row?.sealed_value ?? null };
  }

  async putLookup(tenantId: string, conversation: string, placeholder: string, lookup: Buffer): Promise<void> {
    await this.#rows('select vault.put_lookup($1, $2, $3, $4)', [tenantId, conversation, placeholder, lookup]);
  }

  async lookupOf(tenantId: string, conversation: string, placeholder: string): Promise<Buffer | null> {
    const [row] = await this.#rows<{ lookup: Buffer | null }>('select vault.lookup_of($1, $2, $3) as lookup', [tenantId, conversation, placeholder]);
    return row?.lookup ?? null;
  }

  async addGrant(tenantId: string, tokenHash: Buffer, claim: ClaimCheck, reader: Reader, ttlMs: number): Promise<void> {
    const values = [tenantId, tokenHash, claim.uri, claim.sha256, claim.bytes, claim.mediaType, reader.actor, reader.purpose, ttlMs];
    await this.#rows('select vault.add_grant($1, $2, $3, $4, $5, $6, $7, $8, $9)', values);
  }

  async openGrant(tokenHash: Buffer): Promise<GrantRow | undefined> {
    type Row = { result: string; tenant: string | null; uri: string; sha256: string; bytes: string; media_type: string; actor: string; purpose: string };
    const [row] = await this.#rows<Row>('select * from vault.open_grant($1)', [tokenHash]);
    if (!row || row.tenant === null) return undefined;
    const claim = { uri: row.uri, sha256: row.sha256, bytes: Number(row.bytes), mediaType: row.media_type };
    return { result: row.result, tenant: row.tenant, actor: row.actor, purpose: row.purpose, claim };
  }

  async revokeGrants(tenantId: string, uri: string): Promise<void> {
    await this.#rows('select vault.revoke_grants($1, $2)', [tenantId, uri]);
  }

  async destroyKey(tenantId: string, conversation: string, reader: Reader): Promise<void> {
    await this.#rows('select vault.destroy_key($1, $2, $3, $4)', [tenantId, conversation, reader.actor, reader.purpose]);
  }

  auditOf(tenantId: string, conversation: string): Promise<AuditEntry[]> {
    return this.#rows('select * from vault.audit_of($1, $2)', [tenantId, conversation]);
  }

  async placeHold(tenantId: string, scope: HoldScope, reason: string, actor: string): Promise<string> {
    const covered = 'conversationId' in scope ? [scope.conversationId, null, null] : [null, scope.receivedFrom, scope.receivedUntil];
    const [row] = await this.#rows<{ id: string }>('select vault.place_hold($1, $2, $3, $4, $5, $6) as id', [tenantId, ...covered, reason, actor]);
    return row?.id ?? '';
  }

  async releaseHold(tenantId: string, id: string, reason: string, actor: string): Promise<boolean> {
    const [row] = await this.#rows<{ released: boolean }>('select vault.release_hold($1, $2, $3, $4) as released', [tenantId, id, reason, actor]);
    return row?.released ?? false;
  }

  holdsOf(tenantId: string): Promise<HoldRow[]> {
    return this.#rows('select * from vault.holds_of($1)', [tenantId]);
  }

  async isOnHold(tenantId: string, conversation: string): Promise<boolean> {
    const [row] = await this.#rows<{ held: boolean }>('select vault.is_on_hold($1, $2) as held', [tenantId, conversation]);
    return row?.held ?? true;
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  /** Rows of one call of a function of schema `vault`. */
  rows<R extends QueryResultRow>(sql: string, values: unknown[]): Promise<R[]> {
    return this.#rows(sql, values);
  }

  async #rows<R extends QueryResultRow>(sql: string, values: unknown[]): Promise<R[]> {
    try {
      return (await this.#pool.query<R>(sql, values)).rows;
    } catch (error) {
      if ((error as { code?: unknown }).code === ON_HOLD) throw new DomainError('HOLD.ACTIVE', `${(error as Error).message}; release the hold first: \`callmesh hold ls\``);
      throw error;
    }
  }
}
