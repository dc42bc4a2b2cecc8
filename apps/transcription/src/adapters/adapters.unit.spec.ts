import { areTheSame, isAudible, loudness, SAMPLE_RATE, splitChannels, toWav } from './audio/pcm.js';
import { wavWindows, type AudioWindow } from './audio/wav-windows.js';
import { readVerboseAnswer } from './speech/verbose-answer.js';

const tone = (seconds: number, level = 8000): Int16Array => Int16Array.from({ length: seconds * SAMPLE_RATE }, (_, i) => Math.round(level * Math.sin(i / 6)));
const silence = (seconds: number): Int16Array => new Int16Array(seconds * SAMPLE_RATE);
const bytesOf = (samples: Int16Array): Buffer => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
const join = (...parts: Int16Array[]): Int16Array => new Int16Array(new Uint8Array(Buffer.concat(parts.map(bytesOf))).buffer);

async function windowsOf(wav: Buffer, maxSeconds: number, chunk = 30_000): Promise<AudioWindow[]> {
  async function* chunks() {
    for (let at = 0; at < wav.length; at += chunk) yield wav.subarray(at, at + chunk);
  }
  const found = [];
  for await (const window of wavWindows(chunks(), maxSeconds)) found.push(window);
  return found;
}

describe('windows of a recording', () => {
  it('a short one is a single window', async () => {
    const windows = await windowsOf(toWav(tone(3)), 60);
    expect(windows.map(({ startMs, channels }) => [startMs, channels.length, channels[0]?.length])).toEqual([[0, 1, 3 * SAMPLE_RATE]]);
  });

  it('a long one is cut where it is quiet, and no sample is lost or doubled', async () => {
    const samples = join(tone(40), silence(1), tone(35), silence(1), tone(30));
    const windows = await windowsOf(toWav(samples), 60);
    expect(bytesOf(join(...windows.map(({ channels }) => channels[0] ?? silence(0)))).equals(bytesOf(samples))).toBe(true);
    const [, second, third] = windows.map(({ startMs }) => startMs / 1000);
    expect(second).toBeGreaterThan(40);
    expect(second).toBeLessThan(41);
    expect(third).toBeGreaterThan(76);
    expect(third).toBeLessThan(77);
  });

  it('refuses what ingestion did not make', async () => {
    await expect(windowsOf(Buffer.from('no audio at all, but long enough to hold a header'), 60)).rejects.toMatchObject({ code: 'AUDIO.NOT_NORMALISED' });
  });
});

describe('samples', () => {
  it('are taken apart by channel', () => {
    const bytes = Buffer.alloc(8);
    [1, -2, 3, -4].forEach((value, i) => bytes.writeInt16LE(value, i * 2));
    expect(splitChannels(bytes, 2).map((channel) => [...channel])).toEqual([[1, 3], [-2, -4]]);
  });

  it('line noise is silence', () => {
    const frames = loudness(join(tone(1, 30), tone(1, 800)));
    expect([isAudible(frames, 0, 900), isAudible(frames, 1100, 1900)]).toEqual([false, true]);
  });

  it('one track delivered twice is noticed, two speakers are not', () => {
    expect([areTheSame([tone(1), tone(1)]), areTheSame([join(tone(1), silence(1)), join(silence(1), tone(1))]), areTheSame([tone(1)])]).toEqual([true, false, false]);
  });
});

describe('verbose_json', () => {
  const answer = {
    task: 'transcribe', language: 'english', duration: 3, text: 'Hello there. Bye.',
    segments: [{ id: 0, text: ' Hello there.', start: 0, end: 1, avg_logprob: -0.2, no_speech_prob: 0.01 }, { id: 1, text: ' Bye.', start: 1.5, end: 2 }],
    words: [{ word: ' Hello', start: 0, end: 0.4 }, { word: 'there.', start: 0.5, end: 1.0, probability: 0.5 }, { word: 'Bye.', start: 1.5, end: 2 }],
  };

  it('gives each word to its segment', () => {
    const { segments, language, model } = readVerboseAnswer(answer, 'whisper-1');
    expect({ language, model }).toEqual({ language: null, model: 'whisper-1' });
    expect(segments.map(({ text, startMs, endMs, words }) => [text, startMs, endMs, words.map((word) => [word.text, word.probability])])).toEqual([
      ['Hello there.', 0, 1000, [['Hello', null], ['there.', 0.5]]],
      ['Bye.', 1500, 2000, [['Bye.', null]]],
    ]);
  });

  it('takes an answer without words', () => {
    expect(readVerboseAnswer({ ...answer, words: undefined, language: 'en' }, 'm')).toMatchObject({ language: 'en', segments: [{ words: [] }, { words: [] }] });
  });

  it.each([['text only', { text: 'my card is 4539' }], ['a list', []], ['nothing', null], ['times that are none', { segments: [{ text: '4539', start: 'x', end: 1 }] }]])('does not repeat what it cannot read: %s', (_, body) => {
    expect(() => readVerboseAnswer(body, 'm')).toThrow(expect.objectContaining({ code: 'SPEECH.BAD_ANSWER', transient: true, message: expect.not.stringContaining('4539') as string }));
  });
});
