import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { BrokenObject, FRAME_BYTES, openObject, sealObject } from './sealed-object.js';
import type { ObjectKey } from './sealed-object.js';

const target: ObjectKey = { keyId: randomUUID(), key: randomBytes(32), uri: 'claim://acme/c1/audio.1.wav' };
const HEADER = 53;
const SEALED_FRAME = FRAME_BYTES + 16;

async function* pieces(bytes: Buffer, sizes: readonly number[] = [bytes.length || 1]): AsyncGenerator<Buffer> {
  for (let from = 0, i = 0; from < bytes.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    yield await Promise.resolve(bytes.subarray(from, from + size));
    from += size;
  }
}

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for await (const block of source) blocks.push(block);
  return Buffer.concat(blocks);
}

const sealed = (clear: Buffer, key = target): Promise<Buffer> => collect(sealObject(pieces(clear), key));
const opened = (bytes: Buffer, key = target): Promise<Buffer> => collect(openObject(pieces(bytes), key));

// These rules hold without the SHA-256 of the claim check: the frames themselves tell.
describe('a sealed object', () => {
  const clear = randomBytes(2 * FRAME_BYTES + 10);

  const seed = Number(process.env.SEED);
  it(`opens to the same bytes however both streams are cut (seed ${seed})`, async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 150_000 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3 * FRAME_BYTES }), sizes, sizes, async (length, written, read) => {
        const content = Buffer.alloc(length, length % 251);
        const bytes = await collect(sealObject(pieces(content, written.map((n) => n + 500)), target));
        expect((await collect(openObject(pieces(bytes, read.map((n) => n + 500)), target))).equals(content)).toBe(true);
      }),
      { seed, numRuns: 25 },
    );
  });

  it('is cut off at a frame boundary: does not open', async () => {
    const bytes = await sealed(clear);
    for (const frames of [1, 2]) await expect(opened(bytes.subarray(0, HEADER + frames * SEALED_FRAME))).rejects.toThrow(BrokenObject);
  });

  it('has two frames swapped, one doubled, or one left out: does not open', async () => {
    const bytes = await sealed(clear);
    const [header, first, second, rest] = [bytes.subarray(0, HEADER), bytes.subarray(HEADER, HEADER + SEALED_FRAME), bytes.subarray(HEADER + SEALED_FRAME, HEADER + 2 * SEALED_FRAME), bytes.subarray(HEADER + 2 * SEALED_FRAME)];
    for (const order of [[second, first, rest], [first, first, second, rest], [first, rest], [rest]]) await expect(opened(Buffer.concat([header, ...order]))).rejects.toThrow(BrokenObject);
  });

  it('mixes frames of two writings of the same object: does not open', async () => {
    const [one, two] = [await sealed(clear), await sealed(clear)];
    await expect(opened(Buffer.concat([one.subarray(0, HEADER + SEALED_FRAME), two.subarray(HEADER + SEALED_FRAME)]))).rejects.toThrow(BrokenObject);
  });

  it('lies under another name, another key, or another key id: does not open', async () => {
    const bytes = await sealed(clear);
    await expect(opened(bytes, { ...target, uri: 'claim://acme/c1/audio.2.wav' })).rejects.toThrow(BrokenObject);
    await expect(opened(bytes, { ...target, key: randomBytes(32) })).rejects.toThrow(BrokenObject);
    await expect(opened(bytes, { ...target, keyId: randomUUID() })).rejects.toThrow('another conversation');
  });

  it('of a later format says so', async () => {
    const bytes = await sealed(clear);
    bytes.writeUInt8(2, 4);
    await expect(opened(bytes)).rejects.toThrow('format version is 2');
  });
});
