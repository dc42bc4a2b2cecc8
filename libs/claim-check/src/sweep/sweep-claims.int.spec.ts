import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { DomainError, type CallRecordedV1, type ClaimCheck } from '@callmesh/contracts';
import { createTestService, sharedVersitygw, versitygwMissing, type TestService } from '@callmesh/testing';
import type { ObjectName } from '../claim-check.port.js';
import { claimUriOf } from '../references.js';
import { createFileObjects } from '../store/file-objects.adapter.js';
import type { ObjectStore } from '../store/object-store.port.js';
import { createS3Objects } from '../store/s3-objects.adapter.js';
import { codeOf } from '../testing/claim-check.contract.js';
import { query } from '../testing/query.js';
import { claimReferences, type ClaimReferences } from './claim-references.js';
import { sweepClaims, type Swept } from './sweep-claims.js';

const noS3 = versitygwMissing();
const inTwoDays = (): number => Date.now() + 48 * 3_600_000;
const claimOf = (name: ObjectName): ClaimCheck => ({ uri: claimUriOf(name), sha256: '0'.repeat(64), bytes: 1, mediaType: 'audio/wav' });

const stores: [string, string | undefined, () => Promise<{ objects: ObjectStore; end(): Promise<void> }>][] = [
  ['files', undefined, async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'callmesh-sweep-'));
    return { objects: createFileObjects(root), end: () => rm(root, { recursive: true }) };
  }],
  ['S3', noS3, async () => {
    const server = { ...(await sharedVersitygw()), bucket: `sweep-${randomUUID()}` };
    const { url: endpoint, accessKeyId, secretAccessKey, region } = server;
    const admin = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
    await admin.send(new CreateBucketCommand({ Bucket: server.bucket }));
    admin.destroy();
    const objects = createS3Objects({ ...server, endpoint });
    return { objects, end: () => Promise.resolve(objects.close()) };
  }],
];

describe.each(stores)('a sweep of %s', (_kind, missing, open) => {
  const may = missing && process.env.CI !== 'true' ? it.skip : it;
  const tenantId = `t${randomUUID().slice(0, 8)}`;
  let service: TestService;
  let references: ClaimReferences;
  let objects: ObjectStore;
  let end: () => Promise<void>;

  beforeAll(async () => {
    service = await createTestService({ schema: 'ingestion', service: 'ingestion' });
    await query(service.adminUrl, 'create table ingestion.notes (tenant_id text, claim jsonb)');
    references = await claimReferences(service.adminUrl, ['ingestion']);
  });
  afterAll(async () => {
    await references?.close();
    await service?.drop();
  });
  beforeEach(async () => {
    if (!missing) ({ objects, end } = await open());
  });
  afterEach(() => end?.());

  const written = async (conversationId: string = randomUUID(), artifact = 'audio.1.wav'): Promise<ObjectName> => {
    const name = { tenantId, conversationId, artifact };
    await objects.write(name, Readable.from([Buffer.from('x')]));
    return name;
  };
  /** Appends the event of a call, in the stream where it belongs or in another one. */
  const record = (original: ObjectName, audio: ObjectName | null = null, stream = `call-${original.conversationId}`, commit = true): Promise<unknown> =>
    service.db.transaction(tenantId, async (tx) => {
      const { conversationId } = original;
      const call = { platform: 'upload', platformCallId: 'p-1', startedAt: 1, timeZone: 'UTC', direction: 'inbound', agentId: 'a', durationMs: 1, customer: null, consent: 'granted', assumed: [] };
      const data: CallRecordedV1 = { conversationId, call, receivedAt: 1, connection: 'upload', fileName: null, original: claimOf(original), audio: audio && claimOf(audio), transcript: null, channelRoles: [], language: null, vocabulary: [], audioVersion: 1 };
      await service.store.append(tx, stream, 0, [{ type: 'call.recorded.v1', data }], { conversationId, causationId: null, time: new Date().toISOString() });
      if (!commit) throw new DomainError('TEST.ROLLBACK', 'rolled back');
    });
  const sweep = (more: object = {}): Promise<Swept> => sweepClaims({ objects, references, olderThanHours: 24, now: inTwoDays, ...more });
  const swept = async (more: object = {}): Promise<string[]> => [...(await sweep(more)).orphans].sort();
  const isThere = async (name: ObjectName): Promise<boolean> => {
    const found = await objects.read(name);
    found?.destroy();
    return found !== null;
  };

  may('takes what a rolled-back transaction left, and nothing that an event refers to', async () => {
    const [kept, gone] = [await written(), await written()];
    const beside = await written(kept.conversationId, 'audio.2.wav');
    const forgotten = await written(kept.conversationId, 'audio.22.wav');
    await record(kept, beside);
    await expect(record(gone, null, undefined, false)).rejects.toThrow('rolled back');
    const orphans = [claimUriOf(gone), claimUriOf(forgotten)].sort();
    expect(await swept({ dryRun: true })).toEqual(orphans);
    expect(await isThere(gone)).toBe(true);
    expect(await swept()).toEqual(orphans);
    expect(await Promise.all([kept, beside, gone, forgotten].map(isThere))).toEqual([true, true, false, false]);
    expect(await swept()).toEqual([]);
  });

  may('spares what an event of another stream, or a row, refers to', async () => {
    const [elsewhere, row, orphan] = [await written(), await written(), await written()];
    await record(elsewhere, null, `odd-${elsewhere.conversationId}`);
    await query(service.adminUrl, 'insert into ingestion.notes values ($1, $2)', [tenantId, JSON.stringify({ original: claimOf(row) })]);
    expect(await swept()).toEqual([claimUriOf(orphan)]);
    expect(await Promise.all([elsewhere, row].map(isThere))).toEqual([true, true]);
  });

  may('spares what is young, and what was written again since it was looked at', async () => {
    const orphan = await written();
    expect(await swept({ now: Date.now })).toEqual([]);
    const slow: ClaimReferences = {
      ...references,
      anywhere: async (listed) => {
        const found = await references.anywhere(listed);
        // Within the same second of the store's clock: the other content tells.
        await objects.write(orphan, Readable.from([Buffer.from('again')]));
        return found;
      },
    };
    expect(await swept({ references: slow })).toEqual([]);
    expect(await isThere(orphan)).toBe(true);
    expect(await codeOf(sweep({ olderThanHours: 0.5 }))).toBe('CLAIMS.GRACE_TOO_SHORT');
    expect(await swept()).toEqual([claimUriOf(orphan)]);
  });
});

describe('a sweep is refused', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await createTestService({ schema: 'ingestion', service: 'ingestion' });
  });
  afterAll(() => service.drop());

  const listing = (count: number): ObjectStore => ({
    ...createFileObjects('/nowhere'),
    async *list() {
      for (let n = 0; n < count; n += 1) yield await Promise.resolve({ name: { tenantId: 'acme', conversationId: `c${n}`, artifact: 'a' }, bytes: 1, writtenAt: 0, version: '1' });
    },
    removeListed: () => Promise.resolve(true),
  });

  it('when so many objects are orphans that another database must be theirs, unless it is forced', async () => {
    const references = await claimReferences(service.adminUrl, ['ingestion']);
    expect(await codeOf(sweepClaims({ objects: listing(101), references, olderThanHours: 24 }))).toBe('CLAIMS.TOO_MANY_ORPHANS');
    expect((await sweepClaims({ objects: listing(101), references, olderThanHours: 24, force: true })).orphans.length).toBe(101);
    expect((await sweepClaims({ objects: listing(100), references, olderThanHours: 24 })).orphans.length).toBe(100);
    await references.close();
  });

  it('when an event cannot be decoded, because it may refer to anything', async () => {
    await query(service.adminUrl, `insert into ingestion.events (occurred_at, version, event_id, tenant_id, stream_id, type, conversation_id, schema_sha256, body) values (now(), 1, gen_random_uuid(), 'acme', 'call-c0', 'call.sung.v1', 'c0', '\\x00', '\\x00')`);
    const references = await claimReferences(service.adminUrl, ['ingestion']);
    expect(await codeOf(sweepClaims({ objects: listing(1), references, olderThanHours: 24 }))).toBe('CLAIMS.UNDECODABLE');
    await references.close();
  });

  it('for a role that does not see every row', async () => {
    expect(await codeOf(claimReferences(service.workerUrl, ['ingestion']))).toBe('CLAIMS.FENCED');
  });
});
