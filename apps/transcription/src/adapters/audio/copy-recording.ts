import { createHash } from 'node:crypto';
import type { SilencedSpan } from '../../domain/audio/silenced-spans.js';
import { fillSpans, type Filler } from './fill-spans.js';
import { wholeSamples } from './whole-samples.js';

/** What is known of a recording once it was read to its end. */
export interface CopiedSound {
  /** Per channel. */
  samples: number;
  channels: number;
  /** Hex SHA-256 over header and sound, silence standing in for the spans: what the copy must have in common with it. */
  restSha256: string;
}

/**
 * A normalised recording with something else in place of these spans, sample for sample as long as before. Nothing is held in memory.
 * @param copied is filled in as it goes.
 */
export async function* copyRecording(content: AsyncIterable<Buffer>, spans: readonly SilencedSpan[], filler: Filler, copied: CopiedSound): AsyncGenerator<Buffer> {
  const rest = createHash('sha256');
  for await (const piece of wholeSamples(content)) {
    const { bytes, channels } = piece;
    copied.channels = channels;
    if (piece.kind === 'header') {
      rest.update(bytes);
      yield bytes;
      continue;
    }
    const silent = fillSpans(bytes, piece.at, channels, spans, 'silence');
    rest.update(silent);
    copied.samples = piece.at + silent.length / (2 * channels);
    yield filler === 'silence' ? silent : fillSpans(bytes, piece.at, channels, spans, filler);
  }
  copied.restSha256 = rest.digest('hex');
}
