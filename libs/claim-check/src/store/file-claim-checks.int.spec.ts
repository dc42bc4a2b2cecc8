import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ClaimCheckServices } from '../create-claim-checks.js';
import { claimCheckContract, codeOf } from '../testing/claim-check.contract.js';
import { provisionedVault } from '../testing/provisioned-vault.js';
import type { ProvisionedVault } from '../testing/provisioned-vault.js';
import { onSmallDisk, whyNoMount } from '../testing/small-disk.js';
import { createFileObjects } from './file-objects.adapter.js';

const reader = { actor: 'service:transcription', purpose: 'test' };
let vault: ProvisionedVault;
let services: ClaimCheckServices;
let another: ClaimCheckServices;
const fileOf = (uri: string, root = vault.root): string => path.join(root, uri.slice('claim://'.length));

beforeAll(async () => {
  vault = await provisionedVault();
  services = await vault.as('ingestion');
  another = await vault.as('ingestion');
});
afterAll(() => vault.drop());

claimCheckContract('files', () => ({
  services,
  another,
  stored: (uri) => readFile(fileOf(uri)),
  replace: (uri, bytes) => writeFile(fileOf(uri), bytes),
}));

describe('claim checks in files', () => {
  it('leave no unfinished file after a failed put', async () => {
    const failing = Readable.from((async function* () {
      yield randomBytes(200_000);
      await Promise.reject(new Error('connection reset'));
    })());
    await expect(services.claimChecks.put({ tenantId: 'acme', conversationId: randomUUID(), artifact: 'a' }, failing, 'audio/wav')).rejects.toThrow('connection reset');
    expect(await readdir(path.join(vault.root, '.unfinished'))).toEqual([]);
  });

  it('sweep what a killed process left, but not what another writes right now', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'callmesh-sweep-'));
    const unfinished = path.join(root, '.unfinished');
    await mkdir(unfinished);
    await writeFile(path.join(unfinished, 'old'), 'x');
    await writeFile(path.join(unfinished, 'young'), 'x');
    const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
    await utimes(path.join(unfinished, 'old'), hoursAgo, hoursAgo);
    await createFileObjects(root).write({ tenantId: 't', conversationId: 'c', artifact: 'a' }, Readable.from([Buffer.from('x')]));
    expect(await readdir(unfinished)).toEqual(['young']);
    await rm(root, { recursive: true });
  });

  (process.platform === 'linux' ? it : it.skip)('a stream that nobody reads, or not to its end, holds no file open', async () => {
    const claim = await services.claimChecks.put({ tenantId: 'acme', conversationId: randomUUID(), artifact: 'a' }, randomBytes(2_000_000), 'audio/wav');
    const openFiles = async (): Promise<number> => {
      const targets = await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
      return targets.filter((target) => target.startsWith(vault.root)).length;
    };
    const unread = await services.claimChecks.stream('acme', claim, reader);
    expect(await openFiles()).toBe(0);
    const broken = await services.claimChecks.stream('acme', claim, reader);
    broken.once('data', () => broken.destroy());
    await once(broken, 'close');
    for (const deadline = Date.now() + 10_000; (await openFiles()) > 0 && Date.now() < deadline; ) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await openFiles()).toBe(0);
    unread.destroy();
  });

  it('hold no clear text', async () => {
    const secret = 'my number is five five five, zero one nine nine';
    const claim = await services.claimChecks.put({ tenantId: 'acme', conversationId: randomUUID(), artifact: 'transcript.1.json' }, Buffer.from(secret.repeat(5000)), 'application/json');
    const stored = await readFile(fileOf(claim.uri));
    expect(stored.includes(secret.slice(0, 12))).toBe(false);
  });

  (whyNoMount ? it.skip : it)(`say STORAGE.FULL on a full disk and leave nothing half-written${whyNoMount ? ` (skipped: ${whyNoMount})` : ''}`, () =>
    onSmallDisk('1m', async (root) => {
      const full = await vault.as('ingestion', { store: { root } });
      const place = { tenantId: 'acme', conversationId: randomUUID(), artifact: 'audio.1.wav' };
      const small = await full.claimChecks.put(place, randomBytes(300_000), 'audio/wav');
      expect(await codeOf(full.claimChecks.put(place, randomBytes(2_000_000), 'audio/wav'))).toBe('STORAGE.FULL');
      expect(await readdir(path.join(root, '.unfinished'))).toEqual([]);
      expect((await full.claimChecks.get('acme', small, reader)).length).toBe(300_000);
      await full.claimChecks.put({ ...place, artifact: 'audio.2.wav' }, randomBytes(300_000), 'audio/wav');
    }));
});
