import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClaimChecks, createFileObjects, createLocalKms, grantVault, provisionVault, type ClaimCheckServices, type ObjectStore } from '@callmesh/claim-check';
import { messagingMigrations } from '@callmesh/messaging';
import { createTestService, type TestService } from '@callmesh/testing';
import { Client } from 'pg';
import { metricsRegistry } from '../metrics/metrics.js';
import { ParkedRetention } from './parked.retention.js';
import { RetentionRunner } from './retention-runner.js';
import type { RetentionOutcome } from './retention-work.js';
import { StoredRetention } from './stored.retention.js';

const DAY_MS = 86_400_000;
const { signal } = new AbortController();
let service: TestService;
let claims: ClaimCheckServices;
let root: string;
let objects: ObjectStore;
let runner: RetentionRunner;
let tenant: string;

const sql = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: service.adminUrl });
  await client.connect();
  return (await client.query<Record<string, unknown>>(text, values).finally(() => client.end())).rows;
};
/** A conversation with one value and these objects, all of that age. */
const kept = async (artifacts: readonly string[], days: number): Promise<string> => {
  const conversationId = randomUUID();
  const at = new Date(Date.now() - days * DAY_MS);
  await claims.vault.store(tenant, conversationId, '[PHONE_1]', '+1 555 0199 321');
  for (const artifact of artifacts) {
    await claims.claimChecks.put({ tenantId: tenant, conversationId, artifact }, Buffer.from(artifact), 'text/plain');
    await utimes(path.join(root, tenant, conversationId, artifact), at, at);
  }
  await sql('update vault.personal_values set stored_at = $2 where conversation_id = $1', [conversationId, at]);
  return conversationId;
};
const left = async (conversationId: string): Promise<string[]> => (await readdir(path.join(root, tenant, conversationId))).sort();
const told = (outcomes: readonly RetentionOutcome[]): Record<string, [number, number]> => Object.fromEntries(outcomes.map(({ artifact, removed, held }) => [artifact, [removed, held]]));
const run = async (dryRun = false): Promise<Record<string, [number, number]>> => told(await runner.run({ tenants: [tenant], dryRun, signal }));
const park = (key: string, days: number, state: 'failed' | 'waiting' | 'dropped' = 'failed'): Promise<unknown> =>
  sql(
    `insert into ingestion.parked (tenant_id, consumer_group, topic, key, partition, position, event_id, event_type, value, headers, published_at, state, code, message, attempts, parked_at)
     values ($1, 'ingestion', 'calls', $2, 0, $3, $3, 'call.recorded.v1', '\\x00', '{}', now(), $4, 'X', 'x', 1, now() - $5 * interval '1 day')`,
    [tenant, key, randomUUID(), state, days],
  );

beforeAll(async () => {
  service = await createTestService({ schema: 'ingestion', service: 'ingestion', migrations: [...messagingMigrations] });
  await provisionVault(service.adminUrl);
  await grantVault(service.adminUrl, 'ingestion');
  root = await mkdtemp(path.join(tmpdir(), 'callmesh-retention-'));
  objects = createFileObjects(root);
  claims = createClaimChecks({ url: service.appUrl, kms: createLocalKms({ current: randomBytes(32).toString('base64') }), store: objects });
  runner = new RetentionRunner('ingestion', claims.retention, [new ParkedRetention(service.db, claims.retention), new StoredRetention(objects, claims.retention, 'service:ingestion')]);
});
beforeEach(() => {
  tenant = `acme-${randomUUID().slice(0, 8)}`;
});
afterAll(async () => {
  await claims.close();
  await service.drop();
  await rm(root, { recursive: true, force: true });
});

const EVERYTHING = ['audio.0a1b.wav', 'audio.redacted.1.wav', 'heard.ab.0.1.json', 'original.0a1b', 'summary.1.pdf', 'transcript.0a1b2c3d4e5f6071', 'transcript.1.tok.json'];

describe('retention', () => {
  it('removes each artifact when its own period is over, and nothing before', async () => {
    const [young, month, years] = [await kept(EVERYTHING, 29), await kept(EVERYTHING, 31), await kept(EVERYTHING, 800)];
    expect(await run()).toEqual({ 'raw-audio': [2, 0], 'normalised-audio': [2, 0], 'heard-transcript': [4, 0], 'redacted-audio': [1, 0], transcript: [1, 0], 'vault-values': [1, 0] });
    expect(await left(young)).toEqual(EVERYTHING);
    expect(await left(month)).toEqual(['audio.redacted.1.wav', 'summary.1.pdf', 'transcript.1.tok.json']);
    // What no period is known of stays until its conversation goes.
    expect(await left(years)).toEqual(['summary.1.pdf']);
  });

  it('follows the tenant\'s own periods, of this tenant alone', async () => {
    const [neighbour, theirs] = [tenant, await kept(['original.a'], 2)];
    tenant = `${tenant}-2`;
    const own = await kept(['original.a', 'transcript.1.t.json'], 2);
    const old = await kept(['original.b'], 60);
    await claims.retention.set(tenant, 'raw-audio', 1, 'admin:kim');
    expect(told(await runner.run({ signal }))).toMatchObject({ 'raw-audio': [2, 0] });
    expect([await left(own), await left(old)]).toEqual([['transcript.1.t.json'], []]);
    expect(await readdir(path.join(root, neighbour, theirs))).toEqual(['original.a']);
    await kept(['original.c'], 60);
    await claims.retention.set(tenant, 'raw-audio', null, 'admin:kim');
    expect(await run()).toEqual({});
  });

  it('leaves what is on hold, says so, and takes it once it is released', async () => {
    const conversation = await kept(EVERYTHING, 800);
    await park(conversation, 60);
    const hold = await claims.holds.place(tenant, { conversationId: conversation }, 'matter 7', 'admin:lee');
    expect(await run()).toEqual({ 'raw-audio': [0, 1], 'normalised-audio': [0, 1], 'heard-transcript': [0, 2], 'redacted-audio': [0, 1], transcript: [0, 1], 'vault-values': [0, 1], parked: [0, 1] });
    expect(await left(conversation)).toEqual(EVERYTHING);
    await claims.holds.release(tenant, hold, 'closed', 'admin:lee');
    expect(await run()).toMatchObject({ 'raw-audio': [1, 0], 'vault-values': [1, 0], parked: [1, 0] });
  });

  it('only counts in a dry run, and goes on where an earlier run was stopped', async () => {
    const conversation = await kept(EVERYTHING, 800);
    const counted = await run(true);
    expect(counted).toMatchObject({ 'raw-audio': [1, 0], 'vault-values': [1, 0] });
    expect(await left(conversation)).toEqual(EVERYTHING);
    expect(await claims.retention.runs(tenant)).toEqual([]);
    const stopped = new AbortController();
    const onceRemoved: ObjectStore = { ...objects, removeListed: (object) => objects.removeListed(object).finally(() => stopped.abort(new Error('the process ends'))) };
    const halfway = new RetentionRunner('ingestion', claims.retention, [new StoredRetention(onceRemoved, claims.retention, 'service:ingestion')]);
    await expect(halfway.run({ tenants: [tenant], signal: stopped.signal })).rejects.toThrow('the process ends');
    expect((await left(conversation)).length).toBe(EVERYTHING.length - 1);
    await run();
    expect(await left(conversation)).toEqual(['summary.1.pdf']);
  });

  it('leaves an object that was written again since it was listed', async () => {
    const conversation = await kept(['original.a'], 60);
    const rewriting: ObjectStore = {
      ...objects,
      async removeListed(object) {
        await claims.claimChecks.put({ tenantId: tenant, conversationId: conversation, artifact: 'original.a' }, Buffer.from('again'), 'text/plain');
        return objects.removeListed(object);
      },
    };
    expect(told(await new RetentionRunner('ingestion', claims.retention, [new StoredRetention(rewriting, claims.retention, 'x')]).run({ tenants: [tenant], signal }))).not.toHaveProperty('raw-audio');
    expect(await left(conversation)).toEqual(['original.a']);
  });

  it('takes a parked key as a whole, once its youngest message is due, and dropped ones each', async () => {
    const [whole, young] = [randomUUID(), randomUUID()];
    await park(whole, 60);
    await park(whole, 40, 'waiting');
    await park(young, 60);
    await park(young, 60, 'dropped');
    await park(young, 1, 'waiting');
    await sql(`insert into ingestion.parked_keys (tenant_id, consumer_group, topic, key) values ($1, 'ingestion', 'calls', $2), ($1, 'ingestion', 'calls', $3)`, [tenant, whole, young]);
    expect(await run()).toEqual({ parked: [3, 0] });
    expect(await sql('select key, state from ingestion.parked where tenant_id = $1 order by state', [tenant])).toEqual([{ key: young, state: 'failed' }, { key: young, state: 'waiting' }]);
    expect(await sql('select key from ingestion.parked_keys where tenant_id = $1', [tenant])).toEqual([{ key: young }]);
    // Should the messages come again, they count as processed.
    expect(await sql('select count(*)::int as n from ingestion.inbox where tenant_id = $1', [tenant])).toEqual([{ n: 2 }]);
  });

  it('says what it did: per service and artifact, in the audit, in metrics', async () => {
    const conversation = await kept(['original.a'], 60);
    await run();
    await kept(['original.b'], 60);
    await run();
    expect(await claims.retention.runs(tenant)).toMatchObject([{ service: 'callmesh_ingestion', artifact: 'raw-audio', removed: 1, held: 0, removedEver: 2 }]);
    const audit = await sql('select action, reference, purpose from vault.audit where tenant_id = $1 and action = $2 order by position', [tenant, 'retire']);
    expect(audit.slice(0, 2)).toEqual([
      { action: 'retire', reference: `claim://${tenant}/${conversation}/original.a`, purpose: 'its retention is over' },
      { action: 'retire', reference: `retention://${tenant}/raw-audio`, purpose: '1 removed, 0 on hold' },
    ]);
    expect(await metricsRegistry.metrics()).toMatch(/callmesh_retention_removed_total\{service="ingestion",artifact="raw-audio"\} \d+/);
  });
});
