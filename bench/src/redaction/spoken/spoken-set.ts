import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { speechMissing, startSpeech, type RunningSpeech } from '@callmesh/testing/speech';
import type { Marked } from '../marked.js';
import { compare, type Compared } from './compare.js';
import { engineStamp } from './engine-stamp.js';
import { hearRecordingOf, PER_RECORDING } from './recordings.js';
import { turnsOf } from './turns.js';

/** Why texts cannot be said and heard here; null when they can. */
export async function sayingMissing(): Promise<string | null> {
  const missing = speechMissing();
  if (missing !== null) return missing;
  for (const [tool, ask] of [['flite', '-lv'], ['ffmpeg', '-version']] as const) {
    const found = await promisify(execFile)(tool, [ask]).then(() => true, () => false);
    if (!found) return `${tool} is missing (Debian: apt-get install flite ffmpeg)`;
  }
  return null;
}

/**
 * Says every text aloud, questions in another voice, lets the speech server hear it, redacts what it heard, and holds that against what was said.
 * @param most texts, taken evenly from the set, by whole recordings.
 */
export async function hearSpeechSet(texts: readonly Marked[], most: number, progress: (message: string) => void): Promise<Compared[]> {
  const stamp = await engineStamp();
  const recordings = chunks(texts.map(turnsOf));
  const wanted = Math.min(recordings.length, Math.ceil(most / PER_RECORDING));
  const chosen = new Set(Array.from({ length: wanted }, (_, at) => Math.floor((at * recordings.length) / wanted)));
  let speech: RunningSpeech | null = null;
  const compared: Compared[] = [];
  try {
    for (const number of chosen) {
      const said = recordings[number] ?? [];
      const heard = await hearRecordingOf(said, number, stamp, async () => (speech ??= await startSpeech()).url);
      compared.push(...said.map((turns, at) => compare(turns, heard[at] ?? [])));
      if (speech !== null) progress(`heard ${compared.length} texts of ${Math.min(texts.length, wanted * PER_RECORDING)}`);
    }
  } finally {
    await (speech as RunningSpeech | null)?.stop();
  }
  return compared;
}

const chunks = <T>(all: readonly T[]): T[][] => Array.from({ length: Math.ceil(all.length / PER_RECORDING) }, (_, at) => all.slice(at * PER_RECORDING, (at + 1) * PER_RECORDING));
