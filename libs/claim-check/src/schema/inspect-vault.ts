import { Client } from 'pg';
import type { Kms } from '../kms.port.js';
import { wrapContext } from '../keys/wrap-context.js';

const ANSWER_MS = 5_000;

/** What a look at the vault shows. */
export interface VaultFacts {
  /** False when schema `vault` is not there yet. */
  readonly exists: boolean;
  /** Conversations whose key can be opened, if the master key is the right one. */
  readonly keys: number;
  /** Why the newest of them does not open; null when it does, or when there is none. */
  readonly fault: Error | null;
}

/**
 * Proves the master key on the newest conversation key: it was wrapped by the installation's own, so another one does not open it.
 * @param adminUrl connection of a superuser or of a role that may act as `callmesh_vault`; the key itself leaves this function never.
 */
export async function inspectVault(adminUrl: string, kms: Kms): Promise<VaultFacts> {
  const client = new Client({ connectionString: adminUrl, application_name: 'callmesh doctor', connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const there = await client.query<{ exists: boolean }>(`select to_regclass('vault.keys') is not null as exists`);
    if (!there.rows[0]?.exists) return { exists: false, keys: 0, fault: null };
    const counted = await client.query<{ keys: number }>('select count(*)::float8 as keys from vault.keys where wrapped is not null');
    const newest = await client.query<{ key_id: string; tenant_id: string; conversation_id: string; master_key_id: string; wrapped: Buffer }>(
      'select key_id, tenant_id, conversation_id, master_key_id, wrapped from vault.keys where wrapped is not null order by created_at desc limit 1',
    );
    const keys = counted.rows[0]?.keys ?? 0;
    const [row] = newest.rows;
    if (!row) return { exists: true, keys, fault: null };
    // It is a use of that key, like any other.
    await client.query(`select vault.record_access($1, 'unwrap', $2, 'deploy-step:doctor', 'prove the master key', 'allowed')`, [row.tenant_id, `keys://${row.tenant_id}/${row.conversation_id}`]);
    const fault = await kms.unwrap({ masterKeyId: row.master_key_id, wrapped: row.wrapped }, wrapContext(row.tenant_id, row.conversation_id, row.key_id)).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    return { exists: true, keys, fault };
  } finally {
    void client.end().catch(() => undefined);
  }
}
