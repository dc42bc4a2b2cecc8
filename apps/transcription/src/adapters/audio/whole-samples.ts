import { HEADER_BYTES, readHeader } from './normalised-wav.js';
import { BYTES_PER_SAMPLE } from './pcm.js';

/** A piece of a normalised recording: its header, or whole interleaved samples. */
type Piece = { readonly kind: 'header'; readonly bytes: Buffer; readonly channels: number } | { readonly kind: 'samples'; readonly bytes: Buffer; readonly channels: number; readonly at: number };

/**
 * Reads a normalised recording so that no piece ends within a sample. `at` counts samples per channel from the first one.
 * @throws DomainError AUDIO.NOT_NORMALISED
 */
export async function* wholeSamples(content: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  let rest: Buffer = Buffer.alloc(0);
  let channels = 0;
  let at = 0;
  for await (const chunk of content) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (channels === 0) {
      if (bytes.length < HEADER_BYTES) {
        rest = bytes;
        continue;
      }
      channels = readHeader(bytes);
      yield { kind: 'header', bytes: bytes.subarray(0, HEADER_BYTES), channels };
      bytes = bytes.subarray(HEADER_BYTES);
    }
    const frame = BYTES_PER_SAMPLE * channels;
    const whole = bytes.length - (bytes.length % frame);
    rest = Buffer.from(bytes.subarray(whole));
    if (whole === 0) continue;
    yield { kind: 'samples', bytes: bytes.subarray(0, whole), channels, at };
    at += whole / frame;
  }
  if (channels === 0) readHeader(rest);
}
