import type { RandomAccess } from '../../ports/random-access.port.js';

/** Recorders that cannot seek back write one of these instead of the size: 0, 0xFFFFFFFF, or (SoX) 0x7FFFF000 and around. */
const isUnknownSize = (declared: number): boolean => declared === 0 || declared >= 0x7fff_f000;

/** Where a WAV file's sound lies, and how much of it the header declares. */
export interface WavSound {
  /** Offset of the first byte of sound. */
  readonly at: number;
  /** Bytes that the header declares; null when it leaves them open. */
  readonly declared: number | null;
  /** Bytes from there to the end of the file. */
  readonly found: number;
  /** 0 when the header does not say. */
  readonly bytesPerSecond: number;
  readonly isBigEndian: boolean;
}

/** Walks the chunks of a WAV file to its sound (Microsoft RIFF, EBU 3306 for RF64). @returns null when there is none. */
export async function findWavSound(source: RandomAccess): Promise<WavSound | null> {
  const isBigEndian = (await source.read(0, 4)).toString('latin1') === 'RIFX';
  const number = (bytes: Buffer, at: number): number => (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  let bytesPerSecond = 0;
  let size64: number | null = null;
  for (let at = 12; at + 8 <= source.size; ) {
    const header = await source.read(at, 36);
    const name = header.toString('latin1', 0, 4);
    const declared = number(header, 4);
    if (name === 'ds64' && header.length >= 24) size64 = Number(header.readBigUInt64LE(16));
    if (name === 'fmt ' && header.length >= 20) bytesPerSecond = number(header, 16);
    if (name === 'data') {
      const isOpen = size64 === null && isUnknownSize(declared);
      return { at: at + 8, declared: isOpen ? null : (size64 ?? declared), found: source.size - at - 8, bytesPerSecond, isBigEndian };
    }
    at += 8 + declared + (declared % 2);
  }
  return null;
}
