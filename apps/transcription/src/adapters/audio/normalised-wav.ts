import { DomainError } from '@callmesh/event-sourcing';
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from './pcm.js';

/** Bytes before the sound in a recording as ingestion stores it. */
export const HEADER_BYTES = 44;

/** A stretch of a recording in ms; `toMs` null: to its end. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** Interleaved samples of a recording, piece by piece. */
interface Samples {
  readonly samples: Buffer;
  readonly channels: number;
}

/**
 * Reads audio as ingestion stores it, without its header; of a stretch only that. What comes before it is read and let go, what comes after it is not read.
 * @throws DomainError AUDIO.NOT_NORMALISED
 */
export async function* readNormalised(content: AsyncIterable<Buffer>, { fromMs, toMs }: Stretch = { fromMs: 0, toMs: null }): AsyncGenerator<Samples> {
  let head: Buffer = Buffer.alloc(0);
  let channels = 0;
  /** Byte of the sound at which the next chunk begins. */
  let at = 0;
  let [from, to] = [0, Infinity];
  for await (const chunk of content) {
    let samples = chunk;
    if (channels === 0) {
      head = Buffer.concat([head, chunk]);
      if (head.length < HEADER_BYTES) continue;
      channels = readHeader(head);
      const frame = BYTES_PER_SAMPLE * channels;
      from = Math.round((fromMs / 1000) * SAMPLE_RATE) * frame;
      to = toMs === null ? Infinity : Math.round((toMs / 1000) * SAMPLE_RATE) * frame;
      samples = head.subarray(HEADER_BYTES);
    }
    const wanted = samples.subarray(Math.max(0, from - at), Math.max(0, to - at));
    at += samples.length;
    if (wanted.length > 0) yield { samples: wanted, channels };
    if (at >= to) return;
  }
  if (channels === 0) throw notNormalised();
}

/** @returns the number of channels. @throws DomainError AUDIO.NOT_NORMALISED */
export function readHeader(head: Buffer): number {
  const isOurs = head.length >= HEADER_BYTES && head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 36, 40) === 'data' && head.readUInt32LE(24) === SAMPLE_RATE && head.readUInt16LE(34) === 16;
  if (!isOurs) throw notNormalised();
  return head.readUInt16LE(22);
}

function notNormalised(): DomainError {
  return new DomainError('AUDIO.NOT_NORMALISED', 'the stored audio is not WAV with 16 kHz and 16 bit: capture the call again');
}
