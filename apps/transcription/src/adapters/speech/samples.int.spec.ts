import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ClaimChecks } from '@callmesh/claim-check';
import { loadEnvironment } from '@callmesh/service-defaults';
import { wordErrorRate } from '@callmesh/testing/wer';
import { decodeSample } from '../../testing/decode-sample.js';
import { startLocalWhisper, whisperMissing } from '../../testing/local-whisper.js';
import type { TranscriptionWork } from '../../ports/transcription-engine.port.js';
import { Readable } from 'node:stream';
import { SpeechEngine } from './speech-engine.adapter.js';

interface Script {
  readonly turns: readonly { readonly speaker: string; readonly text: string }[];
}

const sample = (name: string): string => fileURLToPath(new URL(`../../../../../samples/${name}`, import.meta.url));
const missing = whisperMissing();
if (missing !== null && process.env.CI === 'true') throw new Error(missing);

(missing === null ? describe : describe.skip)(`sample calls, heard by the local engine${missing === null ? '' : ` (left out: ${missing})`}`, () => {
  let whisper: Awaited<ReturnType<typeof startLocalWhisper>>;
  let engine: SpeechEngine;
  let audio: Buffer;
  beforeAll(async () => {
    whisper = await startLocalWhisper();
    // The engine reads its audio from the claim check; what that does is tested elsewhere.
    const store = { stream: async () => Readable.from([audio]) } as unknown as ClaimChecks;
    engine = new SpeechEngine(store, { name: 'transcription', env: loadEnvironment({ WHISPER_URL: whisper.url }) });
  });
  afterAll(async () => {
    await engine.onApplicationShutdown();
    await whisper.stop();
  });

  it.each([
    ['cancel-order', 'wav'],
    ['happy-call', 'mp3'],
    ['opening-hours', 'ogg'],
  ])('%s: the words and who said them', async (name, extension) => {
    const { turns } = JSON.parse(await readFile(sample(`${name}.script.json`), 'utf8')) as Script;
    const meta = JSON.parse(await readFile(sample(`${name}.meta.json`), 'utf8')) as { channelRoles: string[]; vocabulary: string[]; language: string };
    audio = await decodeSample(sample(`${name}.${extension}`));
    const work = { ...meta, call: { direction: 'inbound' }, tenantId: 't', conversationId: 'c', source: {} } as unknown as TranscriptionWork;
    const { utterances } = await engine.transcribe(work, { signal: new AbortController().signal, assertHeld: async () => undefined, waitsFor: async () => undefined });

    const textOf = (spoken: readonly { speaker: string; text: string }[], speaker?: string): string => spoken.filter((turn) => speaker === undefined || turn.speaker === speaker).map(({ text }) => text).join(' ');
    expect(wordErrorRate(textOf(turns), textOf(utterances)).rate).toBeLessThanOrEqual(0.12);
    expect([...new Set(utterances.map(({ speaker }) => speaker))].sort()).toEqual(['agent', 'customer']);
    for (const speaker of ['agent', 'customer']) expect(wordErrorRate(textOf(turns, speaker), textOf(utterances, speaker)).rate).toBeLessThanOrEqual(0.2);
  }, 300_000);
});
