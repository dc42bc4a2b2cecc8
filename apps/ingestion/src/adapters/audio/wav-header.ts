import { Readable } from 'node:stream';

/** WAV as callmesh keeps audio: 16 kHz, signed 16 bit little endian. */
export const SAMPLE_RATE = 16_000;
export const BYTES_PER_SAMPLE = 2;
export const WAV_MEDIA_TYPE = 'audio/wav';

/** The 44-byte header of a PCM WAV file (Microsoft RIFF specification). */
export function wavHeader(channels: number, dataBytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * channels * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(channels * BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

/** A whole WAV file around samples that come as a stream. */
export function wavStream(channels: number, dataBytes: number, samples: AsyncIterable<Buffer>): Readable {
  return Readable.from(
    (async function* () {
      yield wavHeader(channels, dataBytes);
      yield* samples;
    })(),
    { objectMode: false },
  );
}
