/** A WAV file's sound: one array of samples (−1 to 1) per channel. */
export interface Sound {
  readonly rate: number;
  readonly channels: readonly Float32Array[];
}

const A_LAW = 6;
const MU_LAW = 7;

/** ITU-T G.711, mu-law byte to a 16-bit sample. */
function fromMuLaw(byte: number): number {
  const inverted = ~byte & 0xff;
  const magnitude = (((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4);
  return inverted & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
}

/** ITU-T G.711, A-law byte to a 16-bit sample. */
function fromALaw(byte: number): number {
  const toggled = byte ^ 0x55;
  const exponent = (toggled & 0x70) >> 4;
  const mantissa = ((toggled & 0x0f) << 4) + (exponent > 0 ? 0x108 : 8);
  const magnitude = exponent > 1 ? mantissa << (exponent - 1) : mantissa;
  return toggled & 0x80 ? magnitude : -magnitude;
}

/** ITU-T G.711, a 16-bit sample to its mu-law byte. */
function toMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(32_635, Math.abs(sample)) + 0x84;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** Reads the 8-bit WAV files that telephone systems write: mu-law, A-law and unsigned linear. */
export function readTelephoneWav(bytes: Buffer): Sound {
  let format = { code: 0, channels: 0, rate: 0 };
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (id === 'fmt ') format = { code: body.readUInt16LE(0), channels: body.readUInt16LE(2), rate: body.readUInt32LE(4) };
    if (id === 'data') return { rate: format.rate, channels: decode(body, format.channels, format.code) };
    at += 8 + size + (size % 2);
  }
  throw new Error('a WAV file without sound');
}

function decode(body: Buffer, count: number, code: number): Float32Array[] {
  const read = code === MU_LAW ? fromMuLaw : code === A_LAW ? fromALaw : (byte: number): number => (byte - 128) * 256;
  const frames = Math.floor(body.length / count);
  return Array.from({ length: count }, (_, channel) => Float32Array.from({ length: frames }, (__, frame) => read(body[frame * count + channel] ?? 0) / 32_768));
}

/** Writes a mu-law WAV file. */
export function writeMuLawWav({ rate, channels }: Sound): Buffer {
  const count = channels.length;
  const frames = channels[0]?.length ?? 0;
  const bytes = Buffer.alloc(58 + frames * count);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(50 + frames * count, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(18, 16);
  bytes.writeUInt16LE(MU_LAW, 20);
  bytes.writeUInt16LE(count, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * count, 28);
  bytes.writeUInt16LE(count, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write('fact', 38, 'latin1');
  bytes.writeUInt32LE(4, 42);
  bytes.writeUInt32LE(frames, 46);
  bytes.write('data', 50, 'latin1');
  bytes.writeUInt32LE(frames * count, 54);
  for (let frame = 0; frame < frames; frame += 1) {
    for (const [channel, samples] of channels.entries()) bytes[58 + frame * count + channel] = toMuLaw(Math.round((samples[frame] ?? 0) * 32_767));
  }
  return bytes;
}
