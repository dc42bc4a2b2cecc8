import type { RandomAccess } from '../../ports/random-access.port.js';
import { findWavSound } from './wav-sound.js';

/** A few lost milliseconds at the end are no lost words. */
export const TOLERANCE_S = 0.1;

/** @returns what the WAV file's own header says is missing; null when nothing is. */
export async function wavShortage(source: RandomAccess): Promise<string | null> {
  const sound = await findWavSound(source);
  if (!sound) return 'it ends before its sound begins';
  const { declared, found, bytesPerSecond } = sound;
  if (declared === null || declared - found <= bytesPerSecond * TOLERANCE_S) return null;
  const seconds = (bytes: number): string => (bytesPerSecond > 0 ? `${(bytes / bytesPerSecond).toFixed(1)} s` : `${bytes} bytes`);
  return `its header declares ${seconds(declared)} of sound, ${seconds(found)} are there`;
}
