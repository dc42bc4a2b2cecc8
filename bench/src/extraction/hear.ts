import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Transcript } from '@callmesh/contracts';
import { startSpeech } from '@callmesh/testing/speech';
import type { Dialogue } from './dialogue.js';
import type { Trial } from './evaluate.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const cache = path.join(root, '.cache', 'heard');

/** A dialogue and its recording: agent on the left, customer on the right. */
export interface Recording {
  readonly dialogue: Dialogue;
  readonly audio: string;
}

/**
 * Hears recordings as the product does: decoded by ingestion, each channel by the local speech server, put together and redacted by transcription.
 * Every run hears them anew, unless `CALLMESH_BENCH_HEARD=keep` asks for what an earlier run heard in the same bytes.
 */
export async function hearAll(recordings: readonly Recording[], progress: (message: string) => void): Promise<Trial[]> {
  const speech = await startSpeech();
  try {
    const trials: Trial[] = [];
    for (const [at, { dialogue, audio }] of recordings.entries()) {
      trials.push({ dialogue, transcript: await hear(speech.url, await readFile(audio)) });
      if ((at + 1) % 5 === 0) progress(`heard ${at + 1} of ${recordings.length} recordings`);
    }
    return trials;
  } finally {
    await speech.stop();
  }
}

/** How a recording is to be heard. */
interface Hearing {
  readonly channelRoles?: readonly string[];
  /** False to compare every word with an invented script. */
  readonly redacted?: boolean;
}

/** Hears one recording with the speech server at `url`; agent and customer apart, unless other roles are given. */
export async function hear(url: string, bytes: Buffer, { channelRoles = ['agent', 'customer'], redacted = true }: Hearing = {}): Promise<Transcript> {
  const file = path.join(cache, `${createHash('sha256').update(bytes).digest('hex')}${redacted ? '' : '.raw'}.json`);
  if (process.env.CALLMESH_BENCH_HEARD === 'keep') {
    const kept = await readFile(file, 'utf8').catch(() => null);
    if (kept !== null) return JSON.parse(kept) as Transcript;
  }
  // Only here: the other benches need neither service nor its decoder.
  const [{ decodeRecording }, { hearRecording }] = await Promise.all([import('@callmesh/ingestion'), import('@callmesh/transcription')]);
  const transcript = await hearRecording(url, await decodeRecording(bytes), { channelRoles, language: 'en', vocabulary: [] }, redacted);
  await mkdir(cache, { recursive: true });
  await writeFile(`${file}.${process.pid}`, JSON.stringify(transcript));
  await rename(`${file}.${process.pid}`, file);
  return transcript;
}
