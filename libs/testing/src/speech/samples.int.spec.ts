import { readFile } from 'node:fs/promises';
import { wordErrorRate } from '../wer/index.js';
import { sampleCalls, type SampleCall } from './samples.js';
import { speechMissing, startSpeech, transcribe, type RunningSpeech } from './speech-server.js';

const MAX_ERROR_RATE = 0.12;
const missing = speechMissing();
const calls = await sampleCalls();

/** What one side said; both sides for a channel whose speaker is unknown. */
const saidBy = ({ turns }: SampleCall, role: string): string => turns.filter(({ speaker }) => role === 'unknown' || speaker === role).map(({ text }) => text).join(' ');

(missing === null ? describe : describe.skip)(`sample calls through the local speech server${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let speech: RunningSpeech;
  beforeAll(async () => {
    speech = await startSpeech();
  });
  afterAll(async () => {
    await speech.stop();
  });

  it.each(calls.map((call) => [call.name, call] as const))('%s is heard well, each speaker on the right channel', async (_, call) => {
    const bytes = new Uint8Array(await readFile(call.audio));
    for (const [channel, role] of call.channelRoles.entries()) {
      const heard = await transcribe(speech.url, bytes, channel);
      const { rate } = wordErrorRate(saidBy(call, role), heard.text);
      expect(`${role} ${rate <= MAX_ERROR_RATE ? 'heard well' : `misheard: ${rate.toFixed(3)}`}`).toBe(`${role} heard well`);
    }
  });

  it('gives words in order, each inside the recording', async () => {
    const [call] = calls;
    const heard = await transcribe(speech.url, new Uint8Array(await readFile(call?.audio ?? '')), 0);
    const starts = heard.words.map(({ start }) => start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(heard.words.every(({ start, end }) => start >= 0 && start <= end && end <= heard.duration + 0.1)).toBe(true);
    expect(heard.words.map(({ word }) => word).join(' ')).toBe(heard.text);
  });

  it('hears nothing where nobody speaks', async () => {
    const seconds = 30;
    const noise = Buffer.alloc(44 + seconds * 16_000);
    noise.write('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 0, 'latin1');
    noise.writeUInt32LE(8_000, 24);
    noise.writeUInt32LE(16_000, 28);
    noise.writeUInt16LE(2, 32);
    noise.writeUInt16LE(16, 34);
    noise.write('data', 36, 'latin1');
    noise.writeUInt32LE(seconds * 16_000, 40);
    let state = 7;
    for (let at = 44; at < noise.length; at += 2) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      noise.writeInt16LE((state >>> 16) % 400 - 200, at);
    }
    expect((await transcribe(speech.url, new Uint8Array(noise), null)).text).toBe('');
  });

  it('answers health at once while it transcribes, and takes requests one after the other', async () => {
    const [call] = calls;
    const bytes = new Uint8Array(await readFile(call?.audio ?? ''));
    const work = [transcribe(speech.url, bytes, 0), transcribe(speech.url, bytes, 1)];
    const before = performance.now();
    const health = (await (await fetch(`${speech.url}/health`)).json()) as { status: string };
    expect(health.status).toBe('ready');
    expect(performance.now() - before).toBeLessThan(500);
    expect((await Promise.all(work)).every(({ text }) => text.length > 0)).toBe(true);
  });

  it('says what is wrong with a file that is no audio, in OpenAI\'s shape', async () => {
    await expect(transcribe(speech.url, new Uint8Array(Buffer.from('WEBVTT\n\nno sound here')), null)).rejects.toThrow(/400.*"code":"audio_unreadable"/s);
  });
});
