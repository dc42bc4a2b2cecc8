import type { SilencedSpan } from '../../domain/audio/silenced-spans.js';
import { copyRecording, type CopiedSound } from './copy-recording.js';
import type { Filler } from './fill-spans.js';
import { SAMPLE_RATE, splitChannels, toWav } from './pcm.js';
import { planSilence } from './plan-silence.js';
import { proveCopy } from './prove-copy.js';

/** Interleaved noise that is never zero, as a normalised recording. */
function recording(channels: 1 | 2, seconds: number): Buffer {
  const wav = toWav(Int16Array.from({ length: seconds * SAMPLE_RATE * channels }, (_, i) => 1000 + ((i * 7919) % 3001)));
  wav.writeUInt16LE(channels, 22);
  wav.writeUInt32LE(SAMPLE_RATE * 2 * channels, 28);
  wav.writeUInt16LE(2 * channels, 32);
  return wav;
}

/** In pieces that end anywhere, also within a sample and within the header. */
async function* pieces(wav: Buffer, size = 10_007): AsyncGenerator<Buffer> {
  for (let at = 0; at < wav.length; at += size) yield await Promise.resolve(wav.subarray(at, at + size));
}

async function copyOf(wav: Buffer, spans: readonly SilencedSpan[], filler: Filler = 'silence', size?: number): Promise<{ copy: Buffer; copied: CopiedSound }> {
  const copied: CopiedSound = { samples: 0, channels: 0, restSha256: '' };
  const parts: Buffer[] = [];
  for await (const part of copyRecording(pieces(wav, size), spans, filler, copied)) parts.push(part);
  return { copy: Buffer.concat(parts), copied };
}

const spans: SilencedSpan[] = [{ from: 100, to: 20_001, channel: 0 }, { from: 15_999, to: 31_990, channel: 1 }];

describe('a redacted copy', () => {
  it.each([7, 45, 10_007, 1_000_000])('has silence in its spans to the sample, and the recording everywhere else (pieces of %i bytes)', async (size) => {
    const wav = recording(2, 3);
    const { copy } = await copyOf(wav, spans, 'silence', size);
    expect(copy.length).toBe(wav.length);
    const [before, after] = [splitChannels(wav.subarray(44), 2), splitChannels(copy.subarray(44), 2)];
    for (const channel of [0, 1]) {
      const differing = [...(after[channel] ?? [])].flatMap((value, i) => (value === before[channel]?.[i] ? [] : [[i, value]]));
      const { from = 0, to = 0 } = spans[channel] ?? {};
      expect([differing.length, differing[0], differing.at(-1)]).toEqual([to - from, [from, 0], [to - 1, 0]]);
    }
  });

  it.each(['silence', 'tone'] as const)('is proved when it is right: %s', async (filler) => {
    const { copy, copied } = await copyOf(recording(2, 2), spans, filler);
    expect(await proveCopy(pieces(copy, 999), spans, filler, copied)).toEqual({ samples: 32_000, channels: 2, filler, spans: 2, silenced: 35_892, deviation: 0, restSha256: copied.restSha256 });
  });

  it('a tone can be heard, and is not what was said', async () => {
    const { copy } = await copyOf(recording(1, 2), [{ from: 0, to: 32_000, channel: 0 }], 'tone');
    const [samples = new Int16Array()] = splitChannels(copy.subarray(44), 1);
    expect([Math.max(...samples), [...samples.subarray(0, 16)].every((value, i) => value === samples[i + 16])]).toEqual([3277, true]);
  });

  it.each<[string, (copy: Buffer) => Buffer]>([
    ['a sample of a span is not silent', (copy) => (copy.writeInt16LE(1, 44 + 100 * 4), copy)],
    ['the last sample of a span is not silent', (copy) => (copy.writeInt16LE(-1, 44 + 31_989 * 4 + 2), copy)],
    ['something else was changed', (copy) => (copy.writeInt16LE(0, 44 + 99 * 4), copy)],
    ['it is a sample shorter', (copy) => copy.subarray(0, copy.length - 4)],
    ['it is a sample longer', (copy) => Buffer.concat([copy, Buffer.alloc(4)])],
  ])('is not proved when %s', async (_, change) => {
    const { copy, copied } = await copyOf(recording(2, 2), spans);
    await expect(proveCopy(pieces(change(copy)), spans, 'silence', copied)).rejects.toMatchObject({ code: 'AUDIO.COPY_NOT_PROVED' });
  });
});

describe('what is silenced', () => {
  /** Loud but for a pause of 60 ms. */
  const withPause = (pauseMs: number): Buffer => toWav(Int16Array.from({ length: 4 * SAMPLE_RATE }, (_, i) => (Math.abs(i / 16 - pauseMs) < 30 ? 0 : 8000)));
  const ms = async (wav: Buffer, startMs: number, endMs: number): Promise<number[][]> => (await planSilence(pieces(wav), [{ startMs, endMs, channel: 0 }])).map(({ from, to }) => [from / 16, to / 16]);

  it('is more than the words’ times say, to the next pause', async () => {
    const [[from = 0, to = 0] = []] = await ms(withPause(1600), 2000, 2500);
    expect([Math.abs(from - 1600) <= 30, to >= 2750]).toEqual([true, true]);
  });
  it('does not leave the recording', async () => expect(await ms(withPause(9000), 50, 3990)).toEqual([[0, 4000]]));
});
