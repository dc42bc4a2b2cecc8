import { createHash } from 'node:crypto';
import { DomainError } from '@callmesh/event-sourcing';
import type { SilencedSpan } from '../../domain/audio/silenced-spans.js';
import type { CopiedSound } from './copy-recording.js';
import { fillerAt, fillSpans, type Filler } from './fill-spans.js';
import { BYTES_PER_SAMPLE } from './pcm.js';
import { wholeSamples } from './whole-samples.js';

/** What was measured on a copy when it was read again. */
export interface CopyProof {
  /** Per channel: the raw recording has as many. */
  readonly samples: number;
  readonly channels: number;
  readonly filler: Filler;
  readonly spans: number;
  /** Samples in them, over all channels. */
  readonly silenced: number;
  /** Largest deviation from the filler in them, in steps of 16 bit. */
  readonly deviation: 0;
  /** Hex SHA-256 of all the rest, the same as that of the raw recording. */
  readonly restSha256: string;
}

/**
 * Reads a copy to its end and measures it against the recording it was made of.
 * @throws DomainError AUDIO.COPY_NOT_PROVED
 */
export async function proveCopy(copy: AsyncIterable<Buffer>, spans: readonly SilencedSpan[], filler: Filler, raw: CopiedSound): Promise<CopyProof> {
  const rest = createHash('sha256');
  let [samples, channels, silenced] = [0, 0, 0];
  for await (const piece of wholeSamples(copy)) {
    channels = piece.channels;
    if (piece.kind === 'header') {
      rest.update(piece.bytes);
      continue;
    }
    const count = piece.bytes.length / (BYTES_PER_SAMPLE * channels);
    silenced += measure(piece.bytes, piece.at, count, channels, spans, filler);
    rest.update(fillSpans(piece.bytes, piece.at, channels, spans, 'silence'));
    samples = piece.at + count;
  }
  const restSha256 = rest.digest('hex');
  if (samples !== raw.samples || channels !== raw.channels) throw notProved(`it has ${samples} samples on ${channels} channels, the recording ${raw.samples} on ${raw.channels}`);
  if (restSha256 !== raw.restSha256) throw notProved('it differs from the recording outside of what is redacted');
  const wanted = spans.reduce((sum, { from, to, channel }) => sum + (channel < channels ? Math.max(0, Math.min(to, samples) - from) : 0), 0);
  if (silenced !== wanted) throw notProved(`${silenced} samples of it are silenced, not ${wanted}`);
  return { samples, channels, filler, spans: spans.length, silenced, deviation: 0, restSha256 };
}

/** @returns how many samples of the piece lie in spans. */
function measure(bytes: Buffer, at: number, count: number, channels: number, spans: readonly SilencedSpan[], filler: Filler): number {
  let measured = 0;
  for (const { from, to, channel } of spans) {
    for (let sample = Math.max(from, at); sample < Math.min(to, at + count); sample += 1, measured += 1) {
      if (bytes.readInt16LE(((sample - at) * channels + channel) * BYTES_PER_SAMPLE) !== fillerAt(filler, sample)) throw notProved(`something can be heard at sample ${sample} of channel ${channel}`);
    }
  }
  return measured;
}

const notProved = (what: string): DomainError => new DomainError('AUDIO.COPY_NOT_PROVED', `the redacted copy is not what it must be: ${what}; it is removed, and the raw recording stays`);
