import { AV_CHANNEL_LAYOUT_MONO, AV_CHANNEL_LAYOUT_STEREO, AV_SAMPLE_FMT_S16, AVMEDIA_TYPE_AUDIO } from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, FormatContext, Frame, Packet, SoftwareResampleContext } from 'node-av/lib';
import { SAMPLE_RATE, toWav } from '../adapters/audio/pcm.js';

/** A sample call as ingestion would store it: WAV, 16 kHz, 16 bit, channels kept. */
export async function decodeSample(file: string): Promise<Buffer> {
  await using format = new FormatContext();
  FFmpegError.throwIfError(await format.openInput(file));
  FFmpegError.throwIfError(await format.findStreamInfo());
  const index = format.findBestStream(AVMEDIA_TYPE_AUDIO);
  const parameters = format.streams[index]?.codecpar;
  const codec = parameters && Codec.findDecoder(parameters.codecId);
  if (!codec) throw new Error(`${file} holds no sound`);
  const { channels } = parameters;
  using decoder = new CodecContext();
  decoder.allocContext3(codec);
  decoder.parametersToContext(parameters);
  FFmpegError.throwIfError(await decoder.open2(codec, null));
  using resampler = new SoftwareResampleContext();
  using packet = new Packet();
  packet.alloc();
  using frame = new Frame();
  frame.alloc();
  const out = Buffer.alloc(1 << 20);
  const parts: Buffer[] = [];
  for (let more = true; more; ) {
    more = (await format.readFrame(packet)) >= 0;
    if (more && packet.streamIndex !== index) continue;
    await decoder.sendPacket(more ? packet : null);
    while ((await decoder.receiveFrame(frame)) >= 0) {
      if (parts.length === 0) {
        resampler.allocSetOpts2(channels === 1 ? AV_CHANNEL_LAYOUT_MONO : AV_CHANNEL_LAYOUT_STEREO, AV_SAMPLE_FMT_S16, SAMPLE_RATE, frame.channelLayout, frame.format as never, frame.sampleRate);
        FFmpegError.throwIfError(resampler.init());
      }
      const got = resampler.convertSync([out], out.length / (2 * channels), frame.extendedData, frame.nbSamples);
      parts.push(Buffer.from(out.subarray(0, got * 2 * channels)));
    }
    packet.unref();
  }
  const pcm = new Uint8Array(Buffer.concat(parts));
  const wav = toWav(new Int16Array(pcm.buffer));
  wav.writeUInt16LE(channels, 22);
  wav.writeUInt32LE(SAMPLE_RATE * 2 * channels, 28);
  wav.writeUInt16LE(2 * channels, 32);
  return wav;
}
