import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { CreateMultipartUploadCommand, GetObjectCommand, ListMultipartUploadsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { sharedVersitygw, startVersitygw, versitygwMissing, type S3Server } from '@callmesh/testing';
import { startHttpFront, type HttpFault } from '@callmesh/testing/faults';
import type { ClaimCheckServices } from '../create-claim-checks.js';
import { claimCheckContract, codeOf } from '../testing/claim-check.contract.js';
import { provisionedVault, type ProvisionedVault } from '../testing/provisioned-vault.js';
import { onSmallDisk, whyNoMount } from '../testing/small-disk.js';
import { createS3Objects, type S3Objects } from './s3-objects.adapter.js';

const missing = versitygwMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;
const reader = { actor: 'service:transcription', purpose: 'test' };

tier(`S3${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let server: S3Server;
  let raw: S3Client;
  let vault: ProvisionedVault;
  let objects: S3Objects;
  let services: ClaimCheckServices;
  let another: ClaimCheckServices;
  const at = (endpoint: string, more: object = {}): S3Objects => createS3Objects({ ...server, endpoint, ...more });
  const place = (uri: string): { Bucket: string; Key: string } => ({ Bucket: server.bucket, Key: uri.slice('claim://'.length) });
  const name = (artifact = 'audio.1.wav'): { tenantId: string; conversationId: string; artifact: string } => ({ tenantId: 'acme', conversationId: randomUUID(), artifact });
  const bytesOf = async (store: S3Objects, of: ReturnType<typeof name>): Promise<Buffer> => Buffer.concat(await ((await store.read(of)) ?? Readable.from([])).toArray() as Buffer[]);

  beforeAll(async () => {
    server = await sharedVersitygw();
    const { accessKeyId, secretAccessKey, region } = server;
    raw = new S3Client({ endpoint: server.url, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
    objects = at(server.url);
    vault = await provisionedVault();
    services = await vault.as('ingestion', { store: objects });
    another = await vault.as('ingestion', { store: objects });
  });
  afterAll(async () => {
    await vault?.drop();
    objects?.close();
    raw?.destroy();
  });

  claimCheckContract('S3', () => ({
    services,
    another,
    stored: async (uri) => Buffer.from(await (await raw.send(new GetObjectCommand(place(uri)))).Body?.transformToByteArray() ?? []),
    replace: async (uri, bytes) => void (await raw.send(new PutObjectCommand({ ...place(uri), Body: bytes }))),
  }));

  it.each([8 * 1024 * 1024 - 1, 8 * 1024 * 1024, 8 * 1024 * 1024 + 1, 16 * 1024 * 1024])('gives %i bytes back, at the borders of its parts', async (size) => {
    const of = name();
    const content = randomBytes(size);
    await objects.write(of, Readable.from([content.subarray(0, 70_000), content.subarray(70_000)]));
    expect((await bytesOf(objects, of)).equals(content)).toBe(true);
  });

  it('shows nothing and leaves no parts when the source fails in the middle of an upload', async () => {
    const of = name();
    const failing = Readable.from((async function* () {
      for (let part = 0; part < 3; part += 1) yield randomBytes(8 * 1024 * 1024);
      await Promise.reject(new Error('the sender hung up'));
    })());
    await expect(objects.write(of, failing)).rejects.toThrow('the sender hung up');
    expect(await objects.read(of)).toBeNull();
    const { Uploads = [] } = await raw.send(new ListMultipartUploadsCommand({ Bucket: server.bucket, Prefix: `acme/${of.conversationId}` }));
    expect(Uploads).toEqual([]);
  });

  it('aborts uploads that never ended, but not young ones', async () => {
    const { conversationId } = name();
    const begin = (): Promise<unknown> => raw.send(new CreateMultipartUploadCommand({ Bucket: server.bucket, Key: `acme/${conversationId}/audio.1.wav` }));
    await begin();
    const hourAgo = Date.now() - 3_600_000;
    expect(await objects.removeUnfinished(hourAgo)).toBe(0);
    expect(await objects.removeUnfinished(Date.now() + 3_600_000)).toBe(1);
  });

  it('a stream that nobody reads opens nothing', async () => {
    const of = name();
    await objects.write(of, Readable.from([Buffer.from('x')]));
    const front = await startHttpFront(server.url);
    const store = at(front.url);
    const stream = await store.read(of);
    expect(front.requests.map(({ method }) => method)).toEqual(['HEAD']);
    stream?.destroy();
    store.close();
    await front.close();
  });

  describe('in trouble', () => {
    /** A store behind a front that misbehaves once or always. */
    async function behind<T>(fault: HttpFault, when: (method: string, path: string) => boolean, times: number | undefined, work: (store: S3Objects) => Promise<T>): Promise<T> {
      const front = await startHttpFront(server.url);
      const store = at(front.url, { attempts: 2, timeoutMs: fault.kind === 'never' ? 4_000 : 30_000 });
      front.misbehave({ fault, when: ({ method, path }) => when(method, path), ...(times !== undefined && { times }) });
      try {
        return await work(store);
      } finally {
        store.close();
        await front.close();
      }
    }
    const isPut = (method: string): boolean => method === 'PUT';
    const isPart = (method: string, path: string): boolean => method === 'PUT' && path.includes('partNumber=2');
    const isGet = (method: string): boolean => method === 'GET';
    const large = randomBytes(9 * 1024 * 1024);

    it.each<[string, HttpFault]>([
      ['503', { kind: 'status', status: 503 }],
      ['a cut connection', { kind: 'cut-before' }],
      ['an answer lost after the write', { kind: 'cut-after-commit' }],
      ['no answer', { kind: 'never' }],
    ])('%s once: the part is sent again', async (_what, fault) => {
      const of = name();
      await behind(fault, isPart, 1, (store) => store.write(of, Readable.from([large])));
      expect((await bytesOf(objects, of)).equals(large)).toBe(true);
    });

    it('the answer to the last request of an upload lost: it is written once and known to be', async () => {
      const of = name();
      await behind({ kind: 'cut-after-commit' }, (method, path) => method === 'POST' && path.includes('uploadId='), 1, (store) => store.write(of, Readable.from([large])));
      expect((await bytesOf(objects, of)).equals(large)).toBe(true);
    });

    it.each<[string, HttpFault, string]>([
      ['503', { kind: 'status', status: 503 }, 'STORAGE.UNAVAILABLE'],
      ['no answer', { kind: 'never' }, 'STORAGE.UNAVAILABLE'],
      ['full', { kind: 'status', status: 507, body: '<Error><Code>InsufficientStorage</Code></Error>' }, 'STORAGE.FULL'],
      ['over quota', { kind: 'status', status: 403, body: '<Error><Code>QuotaExceeded</Code></Error>' }, 'STORAGE.FULL'],
      ['denied', { kind: 'status', status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }, 'STORAGE.DENIED'],
    ])('%s for good: a clear error, nothing visible', async (_what, fault, code) => {
      const of = name();
      expect(await codeOf(behind(fault, isPut, undefined, (store) => store.write(of, Readable.from([Buffer.from('x')]))))).toBe(code);
      expect(await objects.read(of)).toBeNull();
    });

    it('a source that is not read to its end is closed', async () => {
      let isClosed = false;
      const source = (async function* () {
        try {
          for (let part = 0; part < 5; part += 1) yield await Promise.resolve(randomBytes(8 * 1024 * 1024));
        } finally {
          isClosed = true;
        }
      })();
      expect(await codeOf(behind({ kind: 'status', status: 403 }, isPart, undefined, (store) => store.write(name(), source)))).toBe('STORAGE.DENIED');
      expect(isClosed).toBe(true);
    });

    it.each<[string, HttpFault]>([
      ['a truncated answer', { kind: 'truncate', bytes: 100_000 }],
      ['503', { kind: 'status', status: 503 }],
    ])('%s while reading: it goes on from there', async (_what, fault) => {
      const of = name();
      await objects.write(of, Readable.from([large]));
      const read = await behind(fault, isGet, 1, (store) => bytesOf(store, of));
      expect(read.equals(large)).toBe(true);
    });

    it('answers that are always truncated end as STORAGE.UNAVAILABLE, wrong bytes as CLAIM.CORRUPT', async () => {
      const claim = await services.claimChecks.put(name(), large, 'audio/wav');
      const read = (fault: HttpFault): Promise<string> =>
        behind(fault, isGet, undefined, async (store) => codeOf((await vault.as('transcription', { store })).claimChecks.get('acme', claim, reader)));
      expect(await read({ kind: 'truncate', bytes: 10 })).toBe('STORAGE.UNAVAILABLE');
      expect(await read({ kind: 'wrong-bytes' })).toBe('CLAIM.CORRUPT');
    });

    it('says what is wrong with bucket and keys', async () => {
      expect(await codeOf(at(server.url, { bucket: 'another-bucket' }).probe())).toBe('STORAGE.NO_BUCKET');
      expect(await codeOf(at(server.url, { bucket: 'another-bucket' }).write(name(), Readable.from([Buffer.from('x')])))).toBe('STORAGE.NO_BUCKET');
      expect(await codeOf(at(server.url, { secretAccessKey: 'wrong' }).probe())).toBe('STORAGE.DENIED');
      expect(await codeOf(at('http://127.0.0.1:1', { attempts: 1 }).probe())).toBe('STORAGE.UNAVAILABLE');
      await expect(objects.probe()).resolves.toBeUndefined();
    });
  });

  (whyNoMount ? it.skip : it)(`on a full disk says STORAGE.FULL, and keeps what it had${whyNoMount ? ` (skipped: ${whyNoMount})` : ''}`, () =>
    onSmallDisk('4m', async (dir) => {
      const small = await startVersitygw({ dir });
      const store = at(small.url);
      const [kept, large] = [name(), name()];
      await store.write(kept, Readable.from([randomBytes(300_000)]));
      for (const megabytes of [6, 20]) expect(await codeOf(store.write(large, Readable.from([randomBytes(megabytes * 1024 * 1024)])))).toBe('STORAGE.FULL');
      expect(await store.read(large)).toBeNull();
      expect((await bytesOf(store, kept)).length).toBe(300_000);
      store.close();
      await small.stop();
    }));

  it('a reader that goes away lets go of the connection', async () => {
    const of = name();
    await objects.write(of, Readable.from([randomBytes(9 * 1024 * 1024)]));
    const stream = await objects.read(of);
    stream?.once('data', () => stream.destroy());
    await once(stream as Readable, 'close');
    expect((await bytesOf(objects, of)).length).toBe(9 * 1024 * 1024);
  });
});
