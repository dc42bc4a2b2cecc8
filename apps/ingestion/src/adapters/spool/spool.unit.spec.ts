import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { Spool } from './spool.js';

fc.configureGlobal({ seed: Number(process.env.SEED) });

describe('Spool', () => {
  let directory: string;
  beforeAll(async () => void (directory = await mkdtemp(path.join(tmpdir(), 'callmesh-spool-'))));
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('gives back any part of what was written, from memory and from its file', async () => {
    const chunk = fc.integer({ min: 0, max: 700 });
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 8 }), fc.nat(3000), fc.nat(800), fc.constantFrom(0, 500, 1e6), async (sizes, at, length, memoryLimit) => {
        const chunks = sizes.map((size) => randomBytes(size));
        const spool = new Spool(directory, memoryLimit);
        for (const part of chunks) await spool.write(part);
        const all = Buffer.concat(chunks);
        expect(spool.size).toBe(all.length);
        expect((await spool.read(at, length)).equals(all.subarray(at, at + length))).toBe(true);
        expect((await buffer(spool.stream())).equals(all)).toBe(true);
        await spool.close();
      }),
      { numRuns: 150, verbose: 1 },
    );
  });

  it('leaves no file behind, even while it is open', async () => {
    const spool = new Spool(directory, 0);
    await spool.write(Buffer.from('a voice'));
    expect(await readdir(directory)).toEqual([]);
    await spool.close();
  });
});
