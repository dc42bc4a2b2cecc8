import { DomainError, type Database } from '@callmesh/event-sourcing';
import { newApiKey, type ApiKey } from './api-key.js';
import type { Caller, Role } from './caller.js';

/** A key as it is listed: everything but the key itself. */
export interface ApiKeyRecord {
  readonly prefix: string;
  readonly name: string;
  readonly role: Role;
  /** Types of placeholders whose values the key may read. */
  readonly resolves: readonly string[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

interface KeyRow {
  prefix: string;
  name: string;
  role: Role;
  resolves: string[];
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

/** API keys in schema `access`, by the roles of that schema or of a service that was granted them. Only the sha-256 is stored. */
export class ApiKeys {
  constructor(private readonly db: Database) {}

  /** Makes a key; its clear text leaves here once and is kept nowhere. */
  async create(tenantId: string, name: string, role: Role, resolves: readonly string[] = []): Promise<ApiKey> {
    const key = newApiKey();
    await this.db.transaction(tenantId, (tx) =>
      tx.query('insert into access.api_keys (prefix, sha256, tenant_id, role, name, resolves) values ($1, $2, $3, $4, $5, $6)', [key.prefix, key.sha256, tenantId, role, name, resolves]),
    );
    return key;
  }

  async list(tenantId: string): Promise<ApiKeyRecord[]> {
    const { rows } = await this.db.transaction(tenantId, (tx) =>
      tx.query<KeyRow>('select prefix, name, role, resolves, created_at, last_used_at, revoked_at from access.api_keys order by created_at, prefix'),
    );
    return rows.map((row) => ({
      prefix: row.prefix,
      name: row.name,
      role: row.role,
      resolves: row.resolves,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
    }));
  }

  /** @throws DomainError `KEY.NOT_FOUND` when the tenant has no such key in use. */
  async revoke(tenantId: string, prefix: string): Promise<void> {
    const { rowCount } = await this.db.transaction(tenantId, (tx) =>
      tx.query('update access.api_keys set revoked_at = now() where prefix = $1 and revoked_at is null', [prefix]),
    );
    if (rowCount === 0) throw new DomainError('KEY.NOT_FOUND', `no key in use begins with cm_${prefix}: \`callmesh keys ls\` lists them`);
  }

  /** Who presents this key; undefined when it is unknown or revoked. The caller's tenant is not known yet, so a definer function looks. */
  async authenticate(key: ApiKey): Promise<Caller | undefined> {
    const { rows } = await this.db.workerQuery<{ tenant_id: string; role: Role; name: string; resolves: string[] }>('select tenant_id, role, name, resolves from access.caller_of($1, $2)', [key.prefix, key.sha256]);
    const row = rows[0];
    return row && { tenantId: row.tenant_id, role: row.role, name: row.name, ...(row.resolves.length > 0 ? { resolves: row.resolves } : {}) };
  }
}

/** Nest injection token of {@link ApiKeys}. */
export const API_KEYS = Symbol('ApiKeys');
