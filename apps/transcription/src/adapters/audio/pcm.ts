/** Samples as ingestion stores them: 16 kHz, signed 16 bit little endian. */
export const SAMPLE_RATE = 16_000;
export const BYTES_PER_SAMPLE = 2;
const FRAME = SAMPLE_RATE / 50;
/** −55 dBFS: below it is line noise. */
export const AUDIBLE_RMS = 32_768 * 10 ** (-55 / 20);

/** Root mean square of each 20 ms of one channel. */
export function loudness(samples: Int16Array): Float32Array {
  const frames = new Float32Array(Math.ceil(samples.length / FRAME));
  for (let frame = 0; frame < frames.length; frame += 1) {
    const end = Math.min(samples.length, (frame + 1) * FRAME);
    let power = 0;
    for (let i = frame * FRAME; i < end; i += 1) {
      const sample = samples[i] ?? 0;
      power += sample * sample;
    }
    frames[frame] = Math.sqrt(power / (end - frame * FRAME));
  }
  return frames;
}

/** @returns whether anything can be heard between two times, ms from the first frame. */
export function isAudible(frames: Float32Array, startMs: number, endMs: number): boolean {
  return frames.subarray(Math.max(0, Math.floor(startMs / 20)), Math.ceil(endMs / 20) + 1).some((rms) => rms > AUDIBLE_RMS);
}

/** One channel as a WAV file. */
export function toWav(samples: Int16Array): Buffer {
  const bytes = samples.byteLength;
  const wav = Buffer.alloc(44 + bytes);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + bytes, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLE_RATE, 24);
  wav.writeUInt32LE(SAMPLE_RATE * BYTES_PER_SAMPLE, 28);
  wav.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  wav.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(bytes, 40);
  Buffer.from(samples.buffer, samples.byteOffset, bytes).copy(wav, 44);
  return wav;
}

/** Takes interleaved samples apart. The buffer's samples are read in place, as the machine's own numbers (little endian everywhere that Node runs). */
export function splitChannels(interleaved: Buffer, channels: number): Int16Array[] {
  const count = Math.floor(interleaved.length / (BYTES_PER_SAMPLE * channels));
  const aligned = interleaved.byteOffset % BYTES_PER_SAMPLE === 0 ? interleaved : new Uint8Array(interleaved);
  const all = new Int16Array(aligned.buffer, aligned.byteOffset, count * channels);
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Int16Array(count);
    for (let i = 0, from = channel; i < count; i += 1, from += channels) samples[i] = all[from] ?? 0;
    return samples;
  });
}

/** Some platforms deliver one mixed track twice: two channels that tell nobody apart. */
export function areTheSame([left, right]: readonly Int16Array[]): boolean {
  if (!left || !right) return false;
  let difference = 0;
  let power = 0;
  for (let i = 0; i < left.length; i += 1) {
    const l = left[i] ?? 0;
    const r = right[i] ?? 0;
    difference += (l - r) * (l - r);
    power += l * l + r * r;
  }
  return power > 0 && difference < power * 0.001;
}
