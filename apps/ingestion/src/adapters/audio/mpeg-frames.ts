const BITRATES = {
  // kbit/s by index, MPEG-1 layer III and II, MPEG-2/2.5 layer III and II (ISO 11172-3, 13818-3).
  v1l3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v1l2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const RATES = [44_100, 48_000, 32_000] as const;

/** One frame header of an MPEG audio stream. */
export interface MpegFrame {
  readonly position: number;
  readonly length: number;
  /** MPEG-1; the half-rate versions 2 and 2.5 otherwise. */
  readonly full: boolean;
  readonly mono: boolean;
}

/** @returns the frame that begins exactly at `position`; null when there is none. */
function mpegFrameAt(bytes: Buffer, position: number): MpegFrame | null {
  if (position + 4 > bytes.length || bytes[position] !== 0xff) return null;
  const [, second = 0, third = 0, fourth = 0] = bytes.subarray(position, position + 4);
  const version = (second >> 3) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
  const layer = (second >> 1) & 3; // 1: III, 2: II
  const bitrateIndex = third >> 4;
  const rateIndex = (third >> 2) & 3;
  if ((second & 0xe0) !== 0xe0 || version === 1 || (layer !== 1 && layer !== 2) || bitrateIndex === 0 || bitrateIndex === 15 || rateIndex === 3) return null;
  const full = version === 3;
  const kbps = BITRATES[full ? (layer === 1 ? 'v1l3' : 'v1l2') : 'v2'][bitrateIndex] ?? 0;
  const rate = (RATES[rateIndex] ?? 44_100) / (full ? 1 : version === 2 ? 2 : 4);
  const perBit = layer === 1 && !full ? 72 : 144;
  return { position, length: Math.floor((perBit * kbps * 1000) / rate) + ((third >> 1) & 1), full, mono: fourth >> 6 === 3 };
}

/**
 * The first of three frames in a row: one alone is found in any noise.
 * A shorter run is enough when the bytes end with it.
 */
export function firstMpegFrame(bytes: Buffer, from: number, reach: number): MpegFrame | null {
  for (let at = from; at < Math.min(bytes.length - 4, from + reach); at += 1) {
    const first = mpegFrameAt(bytes, at);
    if (first && followed(bytes, first.position + first.length, 2)) return first;
  }
  return null;
}

function followed(bytes: Buffer, at: number, times: number): boolean {
  if (times === 0 || at + 4 > bytes.length) return times < 2;
  const next = mpegFrameAt(bytes, at);
  return next !== null && followed(bytes, at + next.length, times - 1);
}

/** Size of an ID3v2 tag at the start, 0 when there is none (id3.org, ID3v2.4 §3.1). */
export function id3Length(head: Buffer): number {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6, 10);
  return 10 + ((a & 0x7f) << 21) + ((b & 0x7f) << 14) + ((c & 0x7f) << 7) + (d & 0x7f) + ((head[5] ?? 0) & 0x10 ? 10 : 0);
}

/** @returns whether two AAC frames with ADTS headers follow each other from the start (ISO 13818-7). */
export function isAdts(head: Buffer): boolean {
  const length = adtsLength(head, 0);
  return length > 7 && (length + 7 > head.length || adtsLength(head, length) > 7);
}

function adtsLength(head: Buffer, at: number): number {
  if (at + 7 > head.length || head[at] !== 0xff || ((head[at + 1] ?? 0) & 0xf6) !== 0xf0) return 0;
  return (((head[at + 3] ?? 0) & 3) << 11) | ((head[at + 4] ?? 0) << 3) | ((head[at + 5] ?? 0) >> 5);
}
