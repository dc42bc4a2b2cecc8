import type { RandomAccess } from '../../ports/random-access.port.js';

/** Recorders that cannot seek back write one of these instead of the size: 0, 0xFFFFFFFF, or (SoX) 0x7FFFF000 and around. */
const isUnknownSize = (declared: number): boolean => declared === 0 || declared >= 0x7fff_f000;
/** A few lost milliseconds at the end are no lost words. */
const TOLERANCE_S = 0.1;

/** @returns what the WAV file's own header says is missing; null when nothing is (Microsoft RIFF, EBU 3306 for RF64). */
export async function wavShortage(source: RandomAccess): Promise<string | null> {
  const magic = (await source.read(0, 4)).toString('latin1');
  const number = (bytes: Buffer, at: number): number => (magic === 'RIFX' ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  let bytesPerSecond = 0;
  let size64: number | null = null;
  for (let at = 12; at + 8 <= source.size; ) {
    const header = await source.read(at, 36);
    const name = header.toString('latin1', 0, 4);
    const declared = number(header, 4);
    if (name === 'ds64' && header.length >= 24) size64 = Number(header.readBigUInt64LE(16));
    if (name === 'fmt ' && header.length >= 20) bytesPerSecond = number(header, 16);
    if (name === 'data') return shortage(size64 ?? declared, source.size - at - 8, bytesPerSecond, size64 === null && isUnknownSize(declared));
    at += 8 + declared + (declared % 2);
  }
  return 'it ends before its sound begins';
}

function shortage(declared: number, found: number, bytesPerSecond: number, sizeUnknown: boolean): string | null {
  if (sizeUnknown || declared - found <= bytesPerSecond * TOLERANCE_S) return null;
  const seconds = (bytes: number): string => (bytesPerSecond > 0 ? `${(bytes / bytesPerSecond).toFixed(1)} s` : `${bytes} bytes`);
  return `its header declares ${seconds(declared)} of sound, ${seconds(found)} are there`;
}
