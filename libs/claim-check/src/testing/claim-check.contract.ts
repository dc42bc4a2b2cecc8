import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DomainError } from '@callmesh/contracts';
import type { ClaimChecks, ObjectName, Reader } from '../claim-check.port.js';
import type { ClaimCheckServices } from '../create-claim-checks.js';
import type { LedgerEntry } from '../erasure/erasure-ledger.js';

/** What the suite needs of an adapter: the services over it, and a way to its stored bytes behind its back. */
export interface ClaimCheckHarness {
  readonly services: ClaimCheckServices;
  /** The same, of another installation over the same store. */
  readonly another: ClaimCheckServices;
  /** The stored, sealed bytes of an object. */
  stored(uri: string): Promise<Buffer>;
  /** Puts other bytes in place of an object, as a broken disk or an intruder would. */
  replace(uri: string, bytes: Buffer): Promise<void>;
}

const FRAME = 64 * 1024;
const SEALED_FRAME = FRAME + 16;
const HEADER = 53;
const tenant = 'acme';
const reader: Reader = { actor: 'service:transcription', purpose: 'test' };

/** The code of the DomainError that a promise ends with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
}

/** Random bytes as a stream that never holds them all. */
function randomStream(bytes: number): { stream: Readable; sha256: () => string } {
  const hash = createHash('sha256');
  const make = function* (): Generator<Buffer> {
    for (let left = bytes; left > 0; left -= 50_000) {
      const block = randomBytes(Math.min(left, 50_000));
      hash.update(block);
      yield block;
    }
  };
  return { stream: Readable.from(make()), sha256: () => hash.digest('hex') };
}

/** Every adapter of the claim-check port passes this suite. */
export function claimCheckContract(adapter: string, harness: () => ClaimCheckHarness): void {
  describe(`claim checks on ${adapter}`, () => {
    const checks = (): ClaimChecks => harness().services.claimChecks;
    const name = (artifact = 'audio.1.wav', conversationId: string = randomUUID()): ObjectName => ({ tenantId: tenant, conversationId, artifact });

    it.each([0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME])('gives %i bytes back as they were', async (size) => {
      const content = randomBytes(size);
      const claim = await checks().put(name(), content, 'audio/wav');
      expect(claim).toEqual({ uri: expect.stringMatching(/^claim:\/\/acme\//), sha256: createHash('sha256').update(content).digest('hex'), bytes: size, mediaType: 'audio/wav' });
      expect((await checks().get(tenant, claim, reader)).equals(content)).toBe(true);
    });

    it('streams 20 MB in and out', async () => {
      const size = 20 * 1024 * 1024;
      const { stream, sha256 } = randomStream(size);
      const claim = await checks().put(name(), stream, 'audio/wav');
      expect(claim).toMatchObject({ bytes: size, sha256: sha256() });
      const hash = createHash('sha256');
      for await (const block of await checks().stream(tenant, claim, reader)) hash.update(block as Buffer);
      expect(hash.digest('hex')).toBe(claim.sha256);
    });

    it('reads a part as it is in the whole, and no part of what was changed or cut off', async () => {
      const content = randomBytes(3 * FRAME + 100);
      const claim = await checks().put(name(), content, 'audio/wav');
      const part = async (from: number, to: number): Promise<Buffer> => buffer(await checks().stream(tenant, claim, reader, { from, to }));
      for (const [from, to] of [[0, 1], [0, FRAME], [FRAME - 1, FRAME + 1], [FRAME, 2 * FRAME], [10, 3 * FRAME + 5], [3 * FRAME + 99, 3 * FRAME + 100], [0, content.length]] as const) expect((await part(from, to)).equals(content.subarray(from, to))).toBe(true);
      const stored = await harness().stored(claim.uri);
      await harness().replace(claim.uri, stored.subarray(0, HEADER + 2 * SEALED_FRAME));
      expect((await part(FRAME, 2 * FRAME)).length).toBe(FRAME);
      expect(await codeOf(part(FRAME, 2 * FRAME + 1))).toBe('CLAIM.CORRUPT');
      const flipped = Buffer.from(stored);
      flipped[HEADER + SEALED_FRAME + 7]! ^= 1;
      await harness().replace(claim.uri, flipped);
      expect(await codeOf(part(FRAME + 5, FRAME + 6))).toBe('CLAIM.CORRUPT');
    });

    it('replaces an object that is put again, and nothing is put when its source fails', async () => {
      const place = name();
      await checks().put(place, Buffer.from('first'), 'text/plain');
      const second = await checks().put(place, Buffer.from('second'), 'text/plain');
      const broken = Readable.from((async function* () {
        yield Buffer.from('thi');
        await Promise.reject(new Error('the sender hung up'));
      })());
      await expect(checks().put(place, broken, 'text/plain')).rejects.toThrow('hung up');
      expect((await checks().get(tenant, second, reader)).toString()).toBe('second');
    });

    describe('refuses as CLAIM.CORRUPT', () => {
      const content = randomBytes(3 * FRAME + 100);
      const frame = (bytes: Buffer, n: number): Buffer => bytes.subarray(HEADER + n * SEALED_FRAME, HEADER + (n + 1) * SEALED_FRAME);
      const damages: [string, (bytes: Buffer) => Buffer | Promise<Buffer>][] = [
        ['a flipped bit in the header', (b) => flip(b, 30)],
        ['a flipped bit in the first frame', (b) => flip(b, HEADER + 5)],
        ['a flipped bit in the last byte', (b) => flip(b, b.length - 1)],
        ['a cut in the middle of a frame', (b) => b.subarray(0, HEADER + SEALED_FRAME + 1000)],
        ['a cut between two frames', (b) => b.subarray(0, HEADER + 2 * SEALED_FRAME)],
        ['a header alone', (b) => b.subarray(0, HEADER)],
        ['an empty object', () => Buffer.alloc(0)],
        ['two frames swapped', (b) => Buffer.concat([b.subarray(0, HEADER), frame(b, 1), frame(b, 0), b.subarray(HEADER + 2 * SEALED_FRAME)])],
        ['a frame left out', (b) => Buffer.concat([b.subarray(0, HEADER), b.subarray(HEADER + SEALED_FRAME)])],
        ['bytes added at the end', (b) => Buffer.concat([b, Buffer.alloc(20)])],
        ['another conversation\'s object', async () => harness().stored((await checks().put(name(), content, 'audio/wav')).uri)],
      ];

      it.each(damages)('%s', async (_what, damage) => {
        const claim = await checks().put(name(), content, 'audio/wav');
        await harness().replace(claim.uri, await damage(await harness().stored(claim.uri)));
        expect(await codeOf(checks().get(tenant, claim, reader))).toBe('CLAIM.CORRUPT');
        // Bytes may break on their way too: whoever reads for a job tries again.
        await expect(checks().get(tenant, claim, reader)).rejects.toMatchObject({ transient: true });
      });

      it('another object of the same conversation, and an older object than the claim check says', async () => {
        const conversation = randomUUID();
        const audio = await checks().put(name('audio.1.wav', conversation), content, 'audio/wav');
        const other = await checks().put(name('audio.2.wav', conversation), content, 'audio/wav');
        const older = await harness().stored(audio.uri);
        await harness().replace(audio.uri, await harness().stored(other.uri));
        expect(await codeOf(checks().get(tenant, audio, reader))).toBe('CLAIM.CORRUPT');
        const newer = await checks().put(name('audio.1.wav', conversation), Buffer.from('newer'), 'audio/wav');
        await harness().replace(newer.uri, older);
        expect(await codeOf(checks().get(tenant, newer, reader))).toBe('CLAIM.CORRUPT');
      });

      it('before the last byte is handed out', async () => {
        const claim = await checks().put(name(), content, 'audio/wav');
        const wrongHash = { ...claim, sha256: '0'.repeat(64) };
        let received = 0;
        const reading = async (): Promise<void> => {
          for await (const block of await checks().stream(tenant, wrongHash, reader)) received += (block as Buffer).length;
        };
        expect(await codeOf(reading())).toBe('CLAIM.CORRUPT');
        expect(received).toBe(3 * FRAME);
      });
    });

    it('says CLAIM.NOT_FOUND for what was never stored or was deleted; deleting twice is no error', async () => {
      const claim = await checks().put(name(), Buffer.from('x'), 'text/plain');
      await checks().delete(tenant, claim, reader);
      await checks().delete(tenant, claim, reader);
      expect(await codeOf(checks().get(tenant, claim, reader))).toBe('CLAIM.NOT_FOUND');
      expect(await codeOf(checks().get(tenant, { ...claim, uri: `claim://acme/${randomUUID()}/a` }, reader))).toBe('CLAIM.NOT_FOUND');
    });

    it('refuses another tenant on every road', async () => {
      const claim = await checks().put(name(), Buffer.from('x'), 'text/plain');
      const roads = [checks().get('rival', claim, reader), checks().grant('rival', claim, reader, 1000), checks().delete('rival', claim, reader)];
      expect(await Promise.all(roads.map(codeOf))).toEqual(['CLAIM.WRONG_TENANT', 'CLAIM.WRONG_TENANT', 'CLAIM.WRONG_TENANT']);
      expect((await checks().get(tenant, claim, reader)).toString()).toBe('x');
    });

    it.each(['claim://acme/../../etc/passwd', 'claim://acme/c/..', 'claim://acme/c/a/b', 'claim://acme/c/A', 'claim://acme//a', 'claim://acme/.unfinished/a', 'claim://acme/c/%2e%2e', 'file:///etc/passwd', 'claim://acme/c/a\n'])(
      'refuses the address %j',
      async (uri) => {
        expect(await codeOf(checks().get(tenant, { uri, sha256: '', bytes: 0, mediaType: '' }, reader))).toBe('CLAIM.BAD_URI');
      },
    );

    it('refuses names that would leave the store', async () => {
      for (const bad of [{ ...name(), tenantId: '..' }, { ...name(), conversationId: 'a/b' }, { ...name(), artifact: '../x' }]) {
        expect(await codeOf(checks().put(bad, Buffer.from('x'), 'text/plain'))).toBe('CLAIM.BAD_NAME');
      }
    });

    it('says CLAIM.ERASED once the key is destroyed, and stores nothing there again', async () => {
      const place = name();
      const claim = await checks().put(place, Buffer.from('x'), 'text/plain');
      await harness().services.erasure.destroyKey(tenant, place.conversationId, { actor: 'dpo', purpose: 'erasure' });
      expect(await codeOf(checks().get(tenant, claim, reader))).toBe('CLAIM.ERASED');
      expect(await codeOf(checks().put(place, Buffer.from('y'), 'text/plain'))).toBe('CLAIM.ERASED');
    });

    it('removes all of a conversation, and nothing of another whose id begins alike', async () => {
      const { erasure } = harness().services;
      const [gone, alike] = [randomUUID(), 'x'];
      for (const artifact of ['a', 'b', 'c']) await checks().put({ tenantId: tenant, conversationId: gone, artifact }, Buffer.from('words'), 'text/plain');
      const other = await checks().put({ tenantId: tenant, conversationId: gone + alike, artifact: 'a' }, Buffer.from('kept'), 'text/plain');
      expect((await erasure.objectsOf(tenant, gone)).map(({ artifact }) => artifact).sort()).toEqual(['a', 'b', 'c']);
      expect([await erasure.removeObjects(tenant, gone), await erasure.removeObjects(tenant, gone)]).toEqual([3, 0]);
      expect(await erasure.objectsOf(tenant, gone)).toEqual([]);
      expect((await checks().get(tenant, other, reader)).toString()).toBe('kept');
    });

    it('keeps a ledger of erasures beside the objects: no listing shows it, and a forged entry is refused', async () => {
      const { ledger } = harness().services.erasure;
      const entry = (erasureId: string, askedAt: string): LedgerEntry => ({ format: 'callmesh-erasure/1', tenantId: tenant, erasureId, askedAt, conversations: [randomUUID()] });
      const [first, second] = [entry('e-1', '2026-11-03T10:00:00.000Z'), entry('e-2', '2026-11-04T10:00:00.000Z')];
      await ledger.append(second);
      await ledger.append(first);
      await ledger.append(second);
      expect(await ledger.entries()).toMatchObject([first, second]);
      const foreign = harness().another.erasure.ledger;
      expect(await codeOf(foreign.entries())).toBe('ERASURE.LEDGER_FORGED');
    });
  });
}

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}
