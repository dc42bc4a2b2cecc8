import { readFile } from 'node:fs/promises';
import { makeAudio, tones, type Recipe } from '../../testing/make-audio.js';
import type { RandomAccess } from '../../ports/random-access.port.js';
import { normaliseAudio, type NormalisedAudio } from './normalise-audio.js';
import { wavHeader } from './wav-header.js';

const access = (bytes: Buffer): RandomAccess => ({ size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) });
const HOUR = 3_600_000;

async function normalise(bytes: Buffer, limit = HOUR): Promise<NormalisedAudio & { samples: Buffer }> {
  const chunks: Buffer[] = [];
  const audio = await normaliseAudio(access(bytes), limit, async (chunk) => void chunks.push(chunk));
  return { ...audio, samples: Buffer.concat(chunks) };
}

const codeOf = async (bytes: Buffer, limit?: number): Promise<string> => {
  try {
    await normalise(bytes, limit);
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

/** Strength of a frequency in one channel (Goertzel), relative to the whole. */
function strength(samples: Buffer, channels: number, channel: number, hertz: number): number {
  const count = Math.floor(samples.length / (2 * channels));
  const k = 2 * Math.cos((2 * Math.PI * hertz) / 16_000);
  let [a, b, power] = [0, 0, 0];
  for (let i = 0; i < count; i += 1) {
    const value = samples.readInt16LE((i * channels + channel) * 2);
    [a, b] = [value + k * a - b, a];
    power += value * value;
  }
  return (2 * (a * a + b * b - k * a * b)) / (count * power);
}

const recipes: [string, Recipe][] = [
  ['WAV 16 bit', { format: 'wav', encoder: 'pcm_s16le' }],
  ['WAV 8 bit', { format: 'wav', encoder: 'pcm_u8' }],
  ['WAV 24 bit 48 kHz', { format: 'wav', encoder: 'pcm_s24le', rate: 48_000 }],
  ['WAV 32 bit', { format: 'wav', encoder: 'pcm_s32le', rate: 44_100 }],
  ['WAV float', { format: 'wav', encoder: 'pcm_f32le', rate: 22_050 }],
  ['WAV mu-law', { format: 'wav', encoder: 'pcm_mulaw' }],
  ['WAV a-law', { format: 'wav', encoder: 'pcm_alaw' }],
  ['MP3', { format: 'mp3', encoder: 'libmp3lame', rate: 16_000 }],
  ['MP3 48 kHz', { format: 'mp3', encoder: 'libmp3lame', rate: 48_000 }],
  ['Ogg Opus', { format: 'ogg', encoder: 'libopus', rate: 48_000 }],
  ['M4A', { format: 'ipod', encoder: 'aac', rate: 16_000 }],
  ['AAC', { format: 'adts', encoder: 'aac', rate: 44_100 }],
  ['FLAC', { format: 'flac', encoder: 'flac', rate: 16_000 }],
];

describe('every recording becomes 16 kHz, 16 bit, its channels kept', () => {
  it.each(recipes.flatMap(([name, recipe]) => ([1, 2] as const).map((channels) => [`${name}, ${channels === 1 ? 'mono' : 'stereo'}`, { ...recipe, channels }] as const)))('%s', async (_, recipe) => {
    const audio = await normalise(await makeAudio({ ...recipe, seconds: 2 }));
    expect(audio.channels).toBe(recipe.channels);
    expect(audio.samples.length / (2 * audio.channels) / 16_000).toBeCloseTo(audio.durationMs / 1000, 2);
    // Codecs pad to whole frames.
    expect(Math.abs(audio.durationMs - 2000)).toBeLessThan(150);
    for (let channel = 0; channel < audio.channels; channel += 1) {
      expect(strength(audio.samples, audio.channels, channel, 440 * (channel + 1))).toBeGreaterThan(0.8);
    }
  });
});

describe('the sample calls', () => {
  it.each([
    ['promised-callback.ogg', 'ogg', 2],
    ['opening-hours.ogg', 'ogg', 1],
    ['happy-call.mp3', 'mp3', 2],
    ['cancel-order.wav', 'wav', 2],
  ])('%s', async (file, container, channels) => {
    const audio = await normalise(await readFile(new URL(`../../../../../samples/${file}`, import.meta.url)));
    expect(audio).toMatchObject({ container, channels });
    expect(audio.durationMs).toBeGreaterThan(30_000);
  });
});

describe('by content, never by name', () => {
  const wav = (data: Buffer, declared = data.length) => {
    const file = Buffer.concat([wavHeader(1, data.length), data]);
    file.writeUInt32LE(declared, 40);
    return file;
  };
  const second = tones({ rate: 16_000 });

  it.each([
    ['nothing', 'AUDIO.EMPTY', Buffer.alloc(0)],
    ['a PDF', 'AUDIO.UNREADABLE', Buffer.from(`%PDF-1.7\n${'x'.repeat(5000)}`)],
    ['a ZIP', 'AUDIO.UNREADABLE', Buffer.from(`PK\x03\x04${'x'.repeat(5000)}`, 'latin1')],
    ['text', 'AUDIO.UNREADABLE', Buffer.from('Please find the call attached.\n'.repeat(50))],
    ['raw samples', 'AUDIO.UNREADABLE', tones({ rate: 8000, seconds: 3 })],
    ['a WAV header alone', 'AUDIO.EMPTY', wavHeader(1, 0)],
    ['half a WAV header', 'AUDIO.TRUNCATED', wavHeader(1, 0).subarray(0, 30)],
    ['a blink', 'AUDIO.TOO_SHORT', wav(tones({ rate: 16_000, seconds: 0.1 }))],
    ['a WAV cut in half', 'AUDIO.TRUNCATED', wav(second.subarray(0, 16_000), second.length)],
    ['a WAV that lacks its last 50 ms', 'accepted', wav(second.subarray(0, 30_400), second.length)],
    ['a WAV of a recorder that writes size 0xFFFFFFFF', 'accepted', wav(second, 0xffff_ffff)],
    ['a WAV of a recorder that writes size 0', 'accepted', wav(second, 0)],
    ['a WAV of a recorder that writes size 0x7FFFF024', 'accepted', wav(second, 0x7fff_f024)],
    ['six channels', 'AUDIO.TOO_MANY_CHANNELS', Buffer.concat([wavHeader(6, second.length), second])],
  ])('%s → %s', async (_, code, bytes) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  it('takes the sound that goes on behind what a WAV header declares, and none of the chunks that follow it', async () => {
    const chunk = (name: string, bytes: number): Buffer => {
      const header = Buffer.alloc(8);
      header.write(name, 0, 'latin1');
      header.writeUInt32LE(bytes, 4);
      return Buffer.concat([header, Buffer.alloc(bytes, 'x')]);
    };
    // A recorder that was killed: its header is from when half of the call had been written.
    expect((await normalise(wav(second, second.length / 2))).durationMs).toBe(1_000);
    expect((await normalise(Buffer.concat([wav(second), chunk('LIST', 20_000), chunk('cue ', 101)]))).durationMs).toBe(1_000);
    expect((await normalise(Buffer.concat([wav(second), Buffer.from('w')]))).durationMs).toBe(1_000);
    // Which of the two is the call nobody can tell.
    expect(await codeOf(Buffer.concat([wav(second), wav(second)]))).toBe('AUDIO.UNREADABLE');
  });

  it('refuses what lasts longer than the limit, at the limit', async () => {
    expect(await codeOf(wav(tones({ rate: 16_000, seconds: 3 })), 2000)).toBe('AUDIO.TOO_LONG');
  });

  it.each([
    ['an MP3', { format: 'mp3', encoder: 'libmp3lame', rate: 16_000 }],
    ['an Ogg', { format: 'ogg', encoder: 'libopus', rate: 48_000 }],
    ['an M4A', { format: 'ipod', encoder: 'aac', rate: 16_000 }],
    ['a FLAC', { format: 'flac', encoder: 'flac', rate: 16_000 }],
  ] as [string, Recipe][])('%s cut at half its length is truncated', async (_, recipe) => {
    const whole = await makeAudio({ ...recipe, seconds: 4 });
    expect(await codeOf(whole)).toBe('accepted');
    expect(await codeOf(whole.subarray(0, Math.floor(whole.length / 2)))).toBe('AUDIO.TRUNCATED');
  });

  it('keeps the event loop free while it decodes', async () => {
    const bytes = wav(tones({ rate: 16_000, seconds: 120 }));
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    await normaliseAudio(access(bytes), HOUR, async () => undefined);
    clearInterval(timer);
    expect(longest).toBeLessThan(250);
  });
});
