import { Unprocessable } from '../../domain/refusals.errors.js';
import type { RandomAccess } from '../../ports/random-access.port.js';
import { findWavSound, type WavSound } from './wav-sound.js';
import { TOLERANCE_S } from './wav-shortage.js';

/**
 * Whether a WAV file holds more sound than its header declares: recorders write the header at intervals, and one that is killed leaves
 * an old one. What was said after it belongs to the call, so it is taken. Chunks that follow the sound (LIST, cue) are none.
 * @throws Unprocessable AUDIO.UNREADABLE when a second recording follows: which of them is the call nobody can tell.
 */
export async function wavGoesOn(source: RandomAccess): Promise<boolean> {
  const sound = await findWavSound(source);
  if (!sound || sound.declared === null) return false;
  const end = sound.at + sound.declared;
  if (source.size - end <= Math.max(8, sound.bytesPerSecond * TOLERANCE_S)) return false;
  // A chunk begins at an even offset; some writers forget the padding.
  for (const start of new Set([end + (sound.declared % 2), end])) {
    const names = await chunksFrom(source, start, sound);
    if (names?.some((name) => name === 'RIFF' || name === 'RIFX' || name === 'data')) {
      throw new Unprocessable('AUDIO.UNREADABLE', 'a second recording follows in the same WAV file: send each recording as a file of its own');
    }
    if (names) return false;
  }
  return true;
}

/** Names of the chunks from an offset to the end of the file; null when what lies there is no chunks. */
async function chunksFrom(source: RandomAccess, start: number, { isBigEndian }: WavSound): Promise<string[] | null> {
  const names: string[] = [];
  for (let at = start; at + 8 <= source.size; ) {
    const header = await source.read(at, 8);
    const name = header.toString('latin1', 0, 4);
    const size = isBigEndian ? header.readUInt32BE(4) : header.readUInt32LE(4);
    if (!/^[A-Za-z][\x20-\x7e]{3}$/.test(name) || at + 8 + size > source.size) return null;
    names.push(name);
    at += 8 + size + (size % 2);
  }
  return names;
}
