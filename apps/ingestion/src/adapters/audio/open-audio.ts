import { AV_CHANNEL_LAYOUT_MONO, AV_CHANNEL_LAYOUT_STEREO, AV_LOG_QUIET, AV_SAMPLE_FMT_S16, AVERROR_EOF, AVMEDIA_TYPE_AUDIO, AVSEEK_CUR, AVSEEK_END, AVSEEK_SIZE } from 'node-av/constants';
import { Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Frame, InputFormat, IOContext, Log, Packet, SoftwareResampleContext } from 'node-av/lib';
import { Unprocessable } from '../../domain/refusals.errors.js';
import type { RandomAccess } from '../../ports/random-access.port.js';
import type { Container } from './recognise-container.js';
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from './wav-header.js';
import { wavGoesOn } from './wav-surplus.js';

// FFmpeg writes its remarks to standard error by itself, with words from the file.
Log.setLevel(AV_LOG_QUIET);

const IO_BUFFER = 128 * 1024;
const OUT_SAMPLES = 64 * 1024;

/** An opened recording. */
export interface OpenedAudio {
  readonly channels: 1 | 2;
  /** Samples (16 kHz) that a FLAC file's own header declares; null when it declares none. */
  readonly declaredSamples: number | null;
  /** Signed 16-bit little-endian samples at 16 kHz, channels interleaved. Each chunk is the caller's. */
  samples(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens a recording with FFmpeg in this process. Demuxing and decoding run on FFmpeg's own threads.
 * @throws Unprocessable AUDIO.UNREADABLE, AUDIO.NO_AUDIO_STREAM, AUDIO.TOO_MANY_CHANNELS
 */
export async function openAudio(source: RandomAccess, container: Container): Promise<OpenedAudio> {
  const options = container === 'wav' ? wavOptions(await wavGoesOn(source)) : null;
  const format = new FormatContext();
  format.allocContext();
  const io = ioOver(source);
  format.pb = io;
  let opened = false;
  const close = async (): Promise<void> => {
    if (opened) await format.closeInput();
    io.freeContext();
  };
  try {
    check(await format.openInput('', InputFormat.findInputFormat(container), options), container);
    opened = true;
    check(await format.findStreamInfo(), container);
    const index = format.findBestStream(AVMEDIA_TYPE_AUDIO);
    const stream = format.streams[index];
    if (index < 0 || !stream) throw new Unprocessable('AUDIO.NO_AUDIO_STREAM', `the ${container} file holds no sound: send the recording with its audio track`);
    const { channels, codecId } = stream.codecpar;
    if (channels > 2) {
      throw new Unprocessable('AUDIO.TOO_MANY_CHANNELS', `the recording has ${channels} channels, callmesh takes one or two: send one channel per speaker, or a mix`, { channels });
    }
    const codec = Codec.findDecoder(codecId);
    if (!codec || channels < 1) throw unreadable(container, 'its sound is in an encoding that callmesh does not know');
    const decoder = new CodecContext();
    decoder.allocContext3(codec);
    check(decoder.parametersToContext(stream.codecpar), container);
    check(await decoder.open2(codec, null), container);
    return {
      channels: channels === 1 ? 1 : 2,
      declaredSamples: container === 'flac' && format.duration > 0n ? Number((format.duration * BigInt(SAMPLE_RATE)) / 1_000_000n) : null,
      samples: () => decode(format, index, decoder, channels === 1 ? 1 : 2, container),
      close: async () => {
        decoder.freeContext();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Each packet is a hop to FFmpeg's thread and back. A WAV file comes in pieces of 64 ms unless told otherwise: larger ones make a
 * phone call of minutes ten times faster. One piece must still fit the resampler's output, at 8 bit and 8 kHz.
 * @param toTheEnd the sound goes on behind what the header declares.
 */
function wavOptions(toTheEnd: boolean): Dictionary {
  return Dictionary.fromObject({ max_size: String(OUT_SAMPLES / 4), ...(toTheEnd && { ignore_length: '1' }) });
}

function unreadable(container: Container, reason: string): Unprocessable {
  return new Unprocessable('AUDIO.UNREADABLE', `the recording looks like ${container} but cannot be read: ${reason}; export it again from its platform`);
}

function check(result: number, container: Container): void {
  if (result < 0) throw unreadable(container, new FFmpegError(result).message.toLowerCase());
}

function ioOver(source: RandomAccess): IOContext {
  let position = 0;
  const io = new IOContext();
  io.allocContextWithCallbacks(
    IO_BUFFER,
    0,
    async (size) => {
      const bytes = await source.read(position, size);
      position += bytes.length;
      return bytes.length === 0 ? null : bytes;
    },
    undefined,
    async (offset, whence) => {
      if ((whence as number) & AVSEEK_SIZE) return BigInt(source.size);
      const from = whence === AVSEEK_CUR ? position : whence === AVSEEK_END ? source.size : 0;
      position = Math.max(0, from + Number(offset));
      return BigInt(position);
    },
  );
  return io;
}

async function* decode(format: FormatContext, index: number, decoder: CodecContext, channels: 1 | 2, container: Container): AsyncGenerator<Buffer> {
  using packet = new Packet();
  packet.alloc();
  using frame = new Frame();
  frame.alloc();
  const resampler = new Resampler(channels);
  let packets = 0;
  let damaged = 0;
  try {
    for (;;) {
      const read = await format.readFrame(packet);
      // A read error is the end of what can be had; the caller compares with what the file declared.
      if (read < 0) break;
      const isOurs = packet.streamIndex === index;
      if (isOurs) {
        packets += 1;
        if (decoder.sendPacketSync(packet) < 0) damaged += 1;
      }
      packet.unref();
      if (isOurs) yield* drain(decoder, frame, resampler);
    }
    decoder.sendPacketSync(null);
    yield* drain(decoder, frame, resampler);
    const rest = resampler.flush();
    if (rest.length > 0) yield rest;
  } finally {
    resampler.free();
  }
  if (damaged > 2 && damaged > packets * 0.05) throw unreadable(container, `${damaged} of its ${packets} packets are damaged`);
}

async function* drain(decoder: CodecContext, frame: Frame, resampler: Resampler): AsyncGenerator<Buffer> {
  for (;;) {
    const received = decoder.receiveFrameSync(frame);
    if (received === AVERROR_EOF || received < 0) return;
    const out = resampler.convert(frame);
    frame.unref();
    if (out.length > 0) yield out;
  }
}

/** Brings frames to 16 kHz, 16 bit; made anew when a stream changes its format on the way (AAC does). */
class Resampler {
  private context: SoftwareResampleContext | null = null;
  private made = '';
  private readonly scratch: Buffer;

  constructor(private readonly channels: 1 | 2) {
    this.scratch = Buffer.alloc(OUT_SAMPLES * BYTES_PER_SAMPLE * channels);
  }

  convert(frame: Frame): Buffer {
    const parameters = `${frame.sampleRate}/${frame.format}/${frame.channels}`;
    const before = this.made !== parameters ? this.flush() : Buffer.alloc(0);
    if (!this.context) {
      const context = new SoftwareResampleContext();
      const result = context.allocSetOpts2(this.channels === 1 ? AV_CHANNEL_LAYOUT_MONO : AV_CHANNEL_LAYOUT_STEREO, AV_SAMPLE_FMT_S16, SAMPLE_RATE, frame.channelLayout, frame.format as never, frame.sampleRate);
      FFmpegError.throwIfError(result < 0 ? result : context.init(), 'resampling');
      this.context = context;
      this.made = parameters;
    }
    const now = this.take(frame.extendedData, frame.nbSamples);
    return before.length > 0 ? Buffer.concat([before, now]) : now;
  }

  flush(): Buffer {
    if (!this.context) return Buffer.alloc(0);
    const rest = this.take(null, 0);
    this.free();
    return rest;
  }

  free(): void {
    this.context?.free();
    this.context = null;
  }

  private take(data: Buffer[] | null, samples: number): Buffer {
    const got = this.context?.convertSync([this.scratch], OUT_SAMPLES, data, samples) ?? 0;
    FFmpegError.throwIfError(got, 'resampling');
    return Buffer.from(this.scratch.subarray(0, got * BYTES_PER_SAMPLE * this.channels));
  }
}
