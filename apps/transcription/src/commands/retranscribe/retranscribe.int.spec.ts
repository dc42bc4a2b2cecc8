import type { CallTranscribedV1, ClaimCheck } from '@callmesh/contracts';
import type { Caller } from '@callmesh/service-defaults';
import { SAMPLE_RATE, toWav } from '../../adapters/audio/pcm.js';
import { hears, json, startSpeechStub, type SpeechStub } from '../../testing/speech-stub.js';
import { originOf } from './origins.js';
import { createTranscriptionKit, type TranscriptionKit } from '../../testing/transcription-kit.js';

const sound = toWav(Int16Array.from({ length: 8 * SAMPLE_RATE }, (_, i) => Math.round(6000 * Math.sin(i / 6))));
const caller: Caller = { tenantId: 'acme', role: 'operator', name: 'olga' };

let stub: SpeechStub;
let kit: TranscriptionKit;
beforeAll(async () => {
  stub = await startSpeechStub();
  kit = await createTranscriptionKit({ WHISPER_URL: stub.url });
});
afterAll(async () => {
  await kit.drop();
  await stub.close();
});

const ask = async (wanted: object) => {
  const { id } = await kit.retranscriptions.begin(caller, wanted);
  await kit.work();
  return kit.retranscriptions.show(caller, id);
};
const recorded = (text: string, platform = 'upload'): Promise<string> => {
  stub.behave(hears(text));
  return kit.recorded({ audio: sound }, { channelRoles: ['agent'], call: { platform, platformCallId: text, startedAt: Date.UTC(2026, 10, 3), timeZone: 'UTC', direction: 'inbound', agentId: 'a-101', durationMs: 8000, customer: null, consent: 'granted', assumed: [] } });
};

it('a call is heard again: a new version says what it replaces and why, and the old one stays readable', async () => {
  const conversationId = await recorded('I want to cancel older four.');
  stub.behave(hears('I want to cancel order four.'));
  const batch = await ask({ conversationId, reason: 'better-engine' });
  expect(batch).toMatchObject({ state: 'done', askedBy: 'operator:olga', calls: { total: 1, made: 1, waiting: 0, unchanged: 0, failed: 0 }, failures: [] });
  const [first, again] = await kit.eventsOf(conversationId);
  expect(again).toMatchObject({ type: 'call.retranscribed.v1', data: { transcriptVersion: 2, replaces: 1, reason: 'better-engine', source: 'raw-audio' }, metadata: { causationId: batch.id } });
  expect(first).toMatchObject({ type: 'call.transcribed.v1', data: { transcriptVersion: 1 } });
  const texts = await Promise.all([1, 2].map(async (version) => (await kit.reading.read(caller, conversationId, version)).utterances.map(({ text }) => text)));
  expect(texts).toEqual([['I want to cancel older four.'], ['I want to cancel order four.']]);
  expect((await kit.versions.of('acme', conversationId)).map(({ version, reason, replaces }) => [version, reason, replaces])).toEqual([[1, 'recorded', null], [2, 'better-engine', 1]]);
});

it('a filter means the calls that fit it, all means each', async () => {
  const [one, two] = [await recorded('Hello one.', 'genesys'), await recorded('Hello two.', 'zoom')];
  const versions = async (): Promise<number[]> => Promise.all([one, two].map(async (id) => (await kit.versions.of('acme', id)).length));
  expect((await ask({ filter: { platform: 'genesys' } })).calls).toMatchObject({ total: 1, made: 1 });
  expect(await versions()).toEqual([2, 1]);
  expect((await ask({ filter: { from: '2027-01-01T00:00:00Z' } })).calls.total).toBe(0);
  const { calls } = await ask({ all: true });
  expect(calls.total).toBeGreaterThanOrEqual(2);
  expect(calls.made).toBe(calls.total);
  expect(await versions()).toEqual([3, 2]);
});

it('where the raw recording is gone, the redacted copy is heard, and the version says so; without one it fails', async () => {
  const conversationId = await recorded('My number is 415 555 0107, thanks.');
  const raw = (await kit.db.transaction('acme', (tx) => originOf(tx, conversationId)))?.payload.source;
  if (!raw) throw new Error('no recording');
  const [copy] = (await kit.db.transaction('acme', (tx) => tx.query<{ audio: ClaimCheck }>('select copy as audio from recordings where conversation_id = $1', [conversationId]))).rows;
  const reader = { actor: 'service:test', purpose: 'test' };
  const [before, after] = [await kit.claims.claimChecks.get('acme', raw, reader), await kit.claims.claimChecks.get('acme', copy?.audio ?? raw, reader)];
  // The stub says the words of its first segment within a second and a half.
  const loud = (wav: Buffer, fromMs: number, toMs: number): boolean => wav.subarray(44 + fromMs * 32, 44 + toMs * 32).some((byte) => byte !== 0);
  expect([after.length, loud(before, 700, 1200), loud(after, 700, 1200), loud(after, 4000, 5000)]).toEqual([before.length, true, false, true]);

  await kit.claims.claimChecks.delete('acme', raw, reader);
  stub.behave(hears('My number is, thanks.'));
  await ask({ conversationId });
  expect((await kit.eventsOf(conversationId)).at(-1)).toMatchObject({ type: 'call.retranscribed.v1', data: { source: 'redacted-audio' } });

  await kit.db.transaction('acme', async (tx) => {
    await tx.query('delete from redacted_audio');
    await tx.query('update recordings set copy = null');
  });
  expect((await ask({ conversationId })).failures).toEqual([{ conversationId, code: 'RETRANSCRIPTION.NO_RECORDING' }]);
});

it('what fails again leaves the transcript and the call as they are, and is told in the batch', async () => {
  const conversationId = await recorded('Hello.');
  stub.behave(json(400, { error: { code: 'audio_unreadable', message: 'x' } }));
  const batch = await ask({ conversationId });
  expect(batch).toMatchObject({ state: 'done', calls: { failed: 1 }, failures: [{ conversationId, code: 'SPEECH.REJECTED' }] });
  expect((await kit.eventsOf(conversationId)).map(({ type }) => type)).toEqual(['call.transcribed.v1']);
});

it('a transcript that was handed in is made again of the redacted one; one that is clean stays as it is', async () => {
  const vtt = 'WEBVTT\n\n00:01.000 --> 00:03.000\n<v Agent>Hello, this is Larkfield.\n\n00:03.500 --> 00:06.000\n<v Customer>My number is 415 555 0107.\n';
  const conversationId = await kit.recorded({ transcript: Buffer.from(vtt) });
  expect((await ask({ conversationId })).calls).toMatchObject({ unchanged: 1 });
  expect((await kit.eventsOf(conversationId)).map(({ data }) => (data as CallTranscribedV1).transcriptVersion)).toEqual([1]);
});

it.each([
  [{}, 'REQUEST.INVALID'],
  [{ all: true, conversationId: 'x' }, 'REQUEST.INVALID'],
  [{ filter: {} }, 'REQUEST.INVALID'],
  [{ conversationId: 'nobody' }, 'CALL.NOT_FOUND'],
])('%j is refused', async (wanted, code) => {
  await expect(kit.retranscriptions.begin(caller, wanted)).rejects.toMatchObject({ code });
});

it('another tenant sees none of it', async () => {
  expect(await kit.retranscriptions.list({ ...caller, tenantId: 'other' })).toEqual([]);
});
