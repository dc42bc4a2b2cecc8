import { normaliseAudio } from './normalise-audio.js';
import { wavHeader } from './wav-header.js';

/** Longest recording that is decoded in memory. */
const LIMIT_MS = 3_600_000;

/**
 * Decodes a recording as a captured call's is, into memory: WAV, 16 kHz, 16 bit, channels kept. For measuring; calls themselves are streamed.
 * @throws Unprocessable AUDIO.*
 */
export async function decodeRecording(bytes: Buffer): Promise<Buffer> {
  const samples: Buffer[] = [];
  const source = { size: bytes.length, read: async (at: number, length: number) => bytes.subarray(at, at + length) };
  const { channels } = await normaliseAudio(source, LIMIT_MS, async (chunk) => void samples.push(chunk));
  const sound = Buffer.concat(samples);
  return Buffer.concat([wavHeader(channels, sound.length), sound]);
}
