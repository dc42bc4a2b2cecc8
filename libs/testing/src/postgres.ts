import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  copiesGrant,
  createEventStore,
  eventStoreMigrations,
  openDatabase,
  provisionService,
  type Database,
  type InlineProjection,
  type PersonalFields,
  type PostgresEventStore,
  type Provisioning,
} from '@callmesh/event-sourcing';
import type { ServiceName } from '@callmesh/contracts';
import { createTestCipher } from './test-cipher.js';

/** Roles belong to the whole server, so every test on it derives their passwords from the same secret. */
export const TEST_SECRET = 'callmesh-tests';

/** URL of this worker's Postgres, which the global set-up started. */
export function testServerUrl(): string {
  const urls = (process.env.DATABASE_URL ?? '').split(' ');
  const url = urls[(Number(process.env.JEST_WORKER_ID ?? 1) - 1) % urls.length];
  if (!url) throw new Error('no Postgres for this test: name the file *.int.spec.ts and run it with TIER=int, or set DATABASE_URL');
  return url;
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A database of its own, with a random name. */
export interface TestDatabase {
  /** As superuser. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/** Makes an empty database on a server; default: the run's. */
export async function createTestDatabase(serverUrl = testServerUrl()): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { adminUrl: url.toString(), drop: () => asAdmin(serverUrl, `drop database if exists ${name} with (force)`) };
}

/** What a test wants of its service. */
export interface TestServiceOptions {
  readonly schema: string;
  readonly service: ServiceName;
  /** Beside the event store's. */
  readonly migrations?: Provisioning['migrations'];
  readonly inlineProjections?: readonly InlineProjection[];
  /** Default: an AES cipher with keys in memory. */
  readonly cipher?: PersonalFields;
  /** A server other than the run's. */
  readonly serverUrl?: string;
  /** Connections of the tenant-fenced role at most. */
  readonly max?: number;
}

/** A service's database and store, as in the product: own roles, row-level security, migrations. */
export interface TestService {
  readonly db: Database;
  readonly store: PostgresEventStore;
  readonly cipher: PersonalFields;
  readonly adminUrl: string;
  readonly appUrl: string;
  readonly workerUrl: string;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

/** Provisions a service in a database of its own; call `drop` afterwards. */
export async function createTestService(options: TestServiceOptions): Promise<TestService> {
  const { schema, service, migrations = [], inlineProjections = [], cipher = createTestCipher(), max } = options;
  const { adminUrl, drop } = await createTestDatabase(options.serverUrl);
  const open = async (): Promise<{ db: Database; appUrl: string; workerUrl: string }> => {
    const urls = await provisionService({ adminUrl, schema, migrations: [...eventStoreMigrations, ...migrations], grants: [copiesGrant], secret: TEST_SECRET });
    return { db: await openDatabase({ schema, ...urls, ...(max !== undefined && { max }) }), ...urls };
  };
  const { db, ...urls } = await open().catch(async (error: unknown) => {
    await drop();
    throw error;
  });
  return {
    db,
    store: createEventStore({ service, cipher, inlineProjections }),
    cipher,
    adminUrl,
    ...urls,
    async drop() {
      await db.close();
      await drop();
    },
  };
}
