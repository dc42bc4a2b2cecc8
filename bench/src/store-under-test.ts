import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createClaimChecks, createLocalKms, grantVault, provisionVault, type FieldCipher } from '@callmesh/claim-check';
import { createEventStore, eventStoreMigrations, openDatabase, provisionService, type Database, type PostgresEventStore } from '@callmesh/event-sourcing';
import { createTestDatabase } from '@callmesh/testing';

type Migrations = Parameters<typeof provisionService>[0]['migrations'];

/** A service's event store as the product has it: own roles, row-level security, personal fields sealed by the vault's keys. */
export interface StoreUnderTest {
  readonly db: Database;
  readonly store: PostgresEventStore;
  readonly cipher: FieldCipher;
  close(): Promise<void>;
}

/** Makes one in a database of its own on the server. */
export async function storeUnderTest(serverUrl: string, more: Migrations = []): Promise<StoreUnderTest> {
  const database = await createTestDatabase(serverUrl);
  const { adminUrl } = database;
  await provisionVault(adminUrl);
  const urls = await provisionService({ adminUrl, schema: 'extraction', migrations: [...eventStoreMigrations, ...more], secret: 'callmesh-bench' });
  await grantVault(adminUrl, 'extraction');
  const root = await mkdtemp(path.join(os.tmpdir(), 'callmesh-bench-'));
  const vault = createClaimChecks({ url: urls.appUrl, kms: createLocalKms({ current: randomBytes(32).toString('base64') }), store: { root } });
  const db = await openDatabase({ schema: 'extraction', ...urls });
  const cipher = vault.fieldCipher;
  return {
    db,
    store: createEventStore({ service: 'extraction', cipher, inlineProjections: [] }),
    cipher,
    async close() {
      await db.close();
      await vault.close();
      await rm(root, { recursive: true, force: true });
      await database.drop();
    },
  };
}
