import type { RandomAccess } from '../../ports/random-access.port.js';
import { firstMpegFrame, id3Length } from './mpeg-frames.js';
import type { Container } from './recognise-container.js';
import { wavShortage } from './wav-shortage.js';

/**
 * Compares what a file declares of its own length with what there is. A cut recording transcribes well and misses its end,
 * so nobody would notice: it must not pass as the whole call.
 * @returns what is missing, in words; null when nothing is, or the format declares nothing (streamed MP3, ADTS, broadcast WAV).
 */
export async function findTruncation(container: Container, source: RandomAccess): Promise<string | null> {
  switch (container) {
    case 'wav':
      return wavShortage(source);
    case 'mp3':
      return mp3Shortage(source);
    case 'ogg':
      return oggShortage(source);
    case 'mov':
      return mp4Shortage(source);
    default:
      return null;
  }
}

/** The Xing/Info header in the first frame declares the stream's bytes. Streaming encoders write none; then nothing is declared. */
async function mp3Shortage(source: RandomAccess): Promise<string | null> {
  const start = id3Length(await source.read(0, 10));
  const head = await source.read(start, 16 * 1024);
  const frame = firstMpegFrame(head, 0, 4096);
  if (!frame) return null;
  const at = frame.position + 4 + (frame.full ? (frame.mono ? 17 : 32) : frame.mono ? 9 : 17);
  const hasBytes = ['Xing', 'Info'].includes(head.toString('latin1', at, at + 4)) && (head[at + 7] ?? 0) & 2;
  if (!hasBytes) return null;
  const bytesAt = at + 8 + ((head[at + 7] ?? 0) & 1 ? 4 : 0);
  if (bytesAt + 4 > head.length) return null;
  const declared = head.readUInt32BE(bytesAt);
  const found = source.size - start - frame.position;
  return declared - found > Math.max(2 * frame.length, declared * 0.01) ? `its header declares ${declared} bytes of sound, ${found} are there` : null;
}

/** A page is at most 65,307 bytes (RFC 3533 §6); the last one must be whole. A missing end-of-stream mark alone is common in streams. */
async function oggShortage(source: RandomAccess): Promise<string | null> {
  const start = Math.max(0, source.size - 66_000);
  const tail = await source.read(start, 66_000);
  for (let at = tail.lastIndexOf('OggS'); at !== -1; at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1)) {
    if (at + 27 > tail.length) return 'its last page is cut';
    if (tail[at + 4] !== 0) continue;
    const segments = tail[at + 26] ?? 0;
    if (at + 27 + segments > tail.length) return 'its last page is cut';
    const body = tail.subarray(at + 27, at + 27 + segments).reduce((sum, size) => sum + size, 0);
    const missing = at + 27 + segments + body - tail.length;
    return missing > 0 ? `its last page lacks ${missing} bytes` : null;
  }
  return null;
}

/** Walks the top-level boxes (ISO 14496-12 §4.2); the last must end where the file does, and the index (moov) must be there. */
async function mp4Shortage(source: RandomAccess): Promise<string | null> {
  let hasIndex = false;
  for (let at = 0; at + 8 <= source.size; ) {
    const header = await source.read(at, 16);
    const name = header.toString('latin1', 4, 8);
    const short = header.readUInt32BE(0);
    const size = short === 1 && header.length === 16 ? Number(header.readBigUInt64BE(8)) : short === 0 ? source.size - at : short;
    if (size < 8) return null;
    if (name === 'moov' || name === 'moof') hasIndex = true;
    if (at + size > source.size) return `its part "${name.replace(/[^\w ]/g, '?')}" declares ${size} bytes, ${source.size - at} are there`;
    at += size;
  }
  return hasIndex ? null : 'its index (moov), which stands at the end, is missing';
}
