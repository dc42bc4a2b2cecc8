// Sound as plain 16-bit samples: reading flite's WAV, trimming, levelling, mixing, noise, writing a WAV for ffmpeg.

/** The samples of a 16-bit mono WAV file as flite writes it. */
export function readWav(bytes) {
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (id === 'data') {
      const samples = new Float32Array(size / 2);
      for (let i = 0; i < samples.length; i += 1) samples[i] = bytes.readInt16LE(at + 8 + i * 2) / 32_768;
      return { rate: bytes.readUInt32LE(24), samples };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('a WAV file without a data chunk');
}

/** Without the silence at both ends, `keep` samples of which stay. */
export function trim(samples, keep) {
  const loud = (value) => Math.abs(value) > 0.01;
  const first = samples.findIndex(loud);
  const last = samples.findLastIndex(loud);
  if (first < 0) return samples;
  return samples.slice(Math.max(0, first - keep), Math.min(samples.length, last + keep));
}

/** At the same loudness (root mean square), so that no voice is nearer to the telephone than the other. */
export function level(samples, target = 0.12) {
  let sum = 0;
  for (const value of samples) sum += value * value;
  const gain = target / Math.sqrt(sum / samples.length);
  return samples.map((value) => Math.max(-0.98, Math.min(0.98, value * gain)));
}

/** A small seeded generator (mulberry32), so that pauses and noise are the same in every build. */
export function seeded(text) {
  let state = [...text].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 16_777_619), 2_166_136_261) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Adds `part` to `channel` from sample `at` on. */
export function mixIn(channel, part, at) {
  for (let i = 0; i < part.length; i += 1) channel[at + i] += part[i];
}

/** A quiet line: about 55 dB below full scale. */
export function addNoise(channel, random, amplitude = 0.003) {
  for (let i = 0; i < channel.length; i += 1) channel[i] += (random() + random() - 1) * amplitude;
}

/** Channels of equal length as an interleaved 16-bit WAV file. */
export function writeWav(channels, rate) {
  const frames = channels[0].length;
  const size = frames * channels.length * 2;
  const bytes = Buffer.alloc(44 + size);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + size, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels.length, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * channels.length * 2, 28);
  bytes.writeUInt16LE(channels.length * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(size, 40);
  let at = 44;
  for (let i = 0; i < frames; i += 1) {
    for (const channel of channels) {
      bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, channel[i])) * 32_767), at);
      at += 2;
    }
  }
  return bytes;
}
