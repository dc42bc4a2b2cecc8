import { AV_CHANNEL_LAYOUT_MONO, AV_CHANNEL_LAYOUT_STEREO, AV_SAMPLE_FMT_S16, type FFEncoderCodec } from 'node-av/constants';
import { Encoder, Muxer } from 'node-av/api';
import { Frame, Rational } from 'node-av/lib';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Recipes of what platforms send. `encoder` and `format` are FFmpeg's names. */
export interface Recipe {
  readonly format: 'wav' | 'mp3' | 'ogg' | 'ipod' | 'flac' | 'adts';
  readonly encoder: string;
  readonly rate?: number;
  readonly channels?: 1 | 2;
  readonly seconds?: number;
  /** Makes the sound differ from that of another seed. */
  readonly seed?: number;
}

/** Tones: 440 Hz on the first channel, 880 Hz on the second, both loud enough to be measured after any codec. */
export function tones({ rate = 8000, channels = 1, seconds = 1, seed = 0 }: Partial<Recipe>): Buffer {
  const samples = Math.round(rate * seconds);
  const pcm = Buffer.alloc(samples * channels * 2);
  for (let i = 0; i < samples; i += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      pcm.writeInt16LE(Math.round(9000 * Math.sin((2 * Math.PI * (440 * (channel + 1) + seed) * i) / rate)), (i * channels + channel) * 2);
    }
  }
  return pcm;
}

/** Encodes tones with FFmpeg, as a platform would. */
export async function makeAudio(recipe: Recipe): Promise<Buffer> {
  const { format, encoder: name, rate = 8000, channels = 1 } = recipe;
  const directory = await mkdtemp(path.join(tmpdir(), 'callmesh-audio-'));
  const file = path.join(directory, 'call');
  try {
    const encoder = await Encoder.create(name as FFEncoderCodec, { autoResample: true } as never);
    const muxer = await Muxer.open(file, { format });
    const stream = muxer.addStream(encoder);
    const pcm = tones(recipe);
    const channelLayout = channels === 1 ? AV_CHANNEL_LAYOUT_MONO : AV_CHANNEL_LAYOUT_STEREO;
    const step = 1024;
    const total = pcm.length / (2 * channels);
    for (let at = 0; at < total; at += step) {
      const nbSamples = Math.min(step, total - at);
      const bytes = Buffer.from(pcm.subarray(at * 2 * channels, (at + nbSamples) * 2 * channels));
      using frame = Frame.fromAudioBuffer(bytes, { nbSamples, format: AV_SAMPLE_FMT_S16, sampleRate: rate, channelLayout, timeBase: new Rational(1, rate), pts: BigInt(at) });
      for (const packet of await encoder.encodeAll(frame)) await muxer.writePacket(packet, stream);
    }
    for (const packet of await encoder.encodeAll(null)) await muxer.writePacket(packet, stream);
    await muxer.close();
    encoder.close();
    return await readFile(file);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
