import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ClaimCheck } from '@callmesh/contracts';
import { BrokenObject } from '../crypto/sealed-object.js';
import { markLast } from '../crypto/rechunk.js';

/** Passes clear bytes through and measures them. */
export class Measure {
  #bytes = 0;
  readonly #hash: Hash = createHash('sha256');

  async *through(content: Buffer | Readable): AsyncGenerator<Buffer> {
    const chunks = Buffer.isBuffer(content) ? [content] : (content as AsyncIterable<Buffer | string>);
    for await (const chunk of chunks) {
      const block = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
      this.#bytes += block.length;
      this.#hash.update(block);
      yield block;
    }
  }

  result(): { bytes: number; sha256: string } {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

/** Hands the clear bytes on, the last block only after size and SHA-256 are found right. @throws BrokenObject */
export async function* verified(clear: AsyncIterable<Buffer>, claim: ClaimCheck): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const { block, last } of markLast(clear)) {
    hash.update(block);
    bytes += block.length;
    if (bytes > claim.bytes || (last && bytes !== claim.bytes)) throw new BrokenObject(`it is not ${claim.bytes} bytes long`);
    if (last && hash.digest('hex') !== claim.sha256) throw new BrokenObject('its SHA-256 is not that of its claim check');
    if (block.length > 0) yield block;
  }
}
