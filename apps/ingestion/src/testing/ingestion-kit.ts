import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createClaimChecks, createLocalKms, grantVault, provisionVault, type ClaimCheckServices } from '@callmesh/claim-check';
import { createEventStore, eventStoreMigrations, openDatabase, provisionService, type Database, type EventStore, type StoredEvent } from '@callmesh/event-sourcing';
import { createJobs, jobMigrations, startWorkers } from '@callmesh/jobs';
import { loadEnvironment } from '@callmesh/service-defaults';
import { createTestDatabase } from '@callmesh/testing';
import { ByteIntake } from '../adapters/intake/byte-intake.js';
import { Connections } from '../adapters/tables/connections-table.js';
import { ConsentTables1764400001210 } from '../adapters/tables/consent-tables.js';
import { Erasures1764400001200 } from '../adapters/tables/erasures-migration.js';
import { IngestionTables1764000001000 } from '../adapters/tables/ingestion-tables.js';
import { CaptureCall } from '../commands/capture-call/capture-call.handler.js';
import { PrepareCapture } from '../commands/capture-call/prepare-capture.js';
import { RecordCapture } from '../commands/capture-call/record-capture.js';
import type { CaptureAnswer } from '../commands/capture-call/submission.js';
import { DiscardWithoutConsentJob } from '../commands/discard-without-consent/discard-without-consent.job.js';
import { ResubmitQuarantined } from '../commands/resubmit-quarantined/resubmit-quarantined.handler.js';

/** Metadata that lacks nothing. */
export const complete = {
  callId: 'c-1', agentId: 'a-101', startedAt: '2026-11-03T14:05:00-08:00', timeZone: 'America/Los_Angeles', direction: 'inbound', from: '(415) 555-0101', to: '+14155550100',
  channelRoles: ['agent', 'customer'], language: 'en-US', consent: 'granted', vocabulary: ['Larkfield'],
};

/** Ingestion on a real database, with real keys and files. */
export interface IngestionKit {
  readonly db: Database;
  readonly claims: ClaimCheckServices;
  readonly captureCall: CaptureCall;
  readonly connections: Connections;
  readonly resubmit: ResubmitQuarantined;
  readonly dataDirectory: string;
  /** Another process of the same service. */
  another(): CaptureCall;
  capture(content: Buffer | string, metadata?: unknown, connection?: string, fileName?: string, receivedAt?: number): Promise<CaptureAnswer>;
  /** Lets the workers run until no job is due. */
  work(): Promise<void>;
  eventsOf(conversationId: string): Promise<StoredEvent[]>;
  /** A number from the vault, as the one service that may resolve it reads it. */
  numberOf(reference: string): Promise<string>;
  /** Files that the claim check holds. */
  objects(): Promise<string[]>;
  drop(): Promise<void>;
}

export const TENANT = 'acme';

export async function createIngestionKit(env: Readonly<Record<string, string>> = {}): Promise<IngestionKit> {
  const { adminUrl, drop } = await createTestDatabase();
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'callmesh-ingestion-'));
  const root = path.join(dataDirectory, 'claims');
  const config = { name: 'ingestion', env: loadEnvironment({ CALLMESH_DATA_DIR: dataDirectory, CALLMESH_MIN_FREE_MB: '1', ...env }) } as const;
  const kms = createLocalKms({ current: randomBytes(32).toString('base64') });
  await provisionVault(adminUrl);
  const urls = await provisionService({ adminUrl, schema: 'ingestion', migrations: [...eventStoreMigrations, ...jobMigrations, IngestionTables1764000001000, Erasures1764400001200, ConsentTables1764400001210], secret: 'callmesh-tests' });
  await grantVault(adminUrl, 'ingestion');
  const db = await openDatabase({ schema: 'ingestion', ...urls });
  const claims = createClaimChecks({ url: urls.appUrl, kms, store: { root } });
  const store: EventStore = createEventStore({ service: 'ingestion', cipher: claims.fieldCipher, inlineProjections: [] });
  const jobs = createJobs(db);
  const connections = new Connections(db);
  const make = (): CaptureCall => {
    const intake = new ByteIntake(config);
    const preparation = new PrepareCapture(claims.claimChecks, claims.vault, intake, config);
    return new CaptureCall(connections, intake, preparation, new RecordCapture(db, store, claims.fieldCipher, claims.claimChecks, jobs), config, claims.vault);
  };
  const captureCall = make();
  return {
    db,
    claims,
    captureCall,
    connections,
    dataDirectory,
    resubmit: new ResubmitQuarantined(db, claims.fieldCipher, claims.claimChecks, connections, captureCall),
    another: make,
    capture: (content, metadata = complete, connection = 'upload', fileName = 'call.wav', receivedAt = Date.UTC(2026, 10, 4)) =>
      captureCall.capture({ tenantId: TENANT, connection, fileName, content: typeof content === 'string' ? content : Readable.from([content]), metadata, receivedAt }),
    async work() {
      const errors: unknown[] = [];
      const workers = startWorkers({ db, jobs, handlers: [new DiscardWithoutConsentJob(db, claims.claimChecks, claims.holds)], onError: (error) => void errors.push(error) });
      const due = `select from jobs where state in ('pending', 'scheduled', 'in_progress') and run_at <= now()`;
      for (let tries = 0; (await db.workerQuery(due)).rowCount !== 0; tries += 1) {
        if (tries > 200) throw new Error(`jobs are left: ${errors.map(String).join('; ')}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await workers.stop();
    },
    eventsOf: (conversationId) => db.transaction(TENANT, (tx) => store.load(tx, `call-${conversationId}`)),
    numberOf: async (reference) => {
      const { appUrl: url } = await provisionService({ adminUrl, schema: 'crm_sync', migrations: [], secret: 'callmesh-tests' });
      await grantVault(adminUrl, 'crm_sync');
      const crmSync = createClaimChecks({ url, kms, store: { root } });
      return crmSync.vault.resolve(TENANT, reference, { actor: 'service:crm-sync', purpose: 'test' }).finally(() => crmSync.close());
    },
    objects: async () => (await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)),
    drop: async () => {
      await claims.close();
      await db.close();
      await drop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
