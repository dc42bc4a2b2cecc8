import { buffer } from 'node:stream/consumers';
import type { ClaimCheck } from '@callmesh/contracts';
import type { Caller } from '@callmesh/service-defaults';
import Fastify, { type FastifyInstance } from 'fastify';
import { SAMPLE_RATE, toWav } from '../../adapters/audio/pcm.js';
import { AudioController } from '../../projections/audio.controller.js';
import { hears, startSpeechStub, type SpeechStub } from '../../testing/speech-stub.js';
import { createTranscriptionKit, type TranscriptionKit } from '../../testing/transcription-kit.js';
import { AudioPolicyController } from './audio-policy.controller.js';
import { recordingsOf, type Recording } from './recordings-table.js';

const sound = toWav(Int16Array.from({ length: 8 * SAMPLE_RATE }, (_, i) => 100 + Math.round(6000 * Math.sin(i / 6) ** 2)));
const olga: Caller = { tenantId: 'acme', role: 'operator', name: 'olga' };
const admin: Caller = { ...olga, role: 'admin' };
const reader = { actor: 'service:test', purpose: 'test' };

let stub: SpeechStub;
let kit: TranscriptionKit;
let server: FastifyInstance;
let url: string;
beforeAll(async () => {
  stub = await startSpeechStub();
  kit = await createTranscriptionKit({ WHISPER_URL: stub.url });
  const controller = new AudioController(kit.db, kit.claims.claimChecks);
  server = Fastify();
  server.get<{ Params: { id: string } }>('/:id', (request, reply) => controller.hear({ tenantId: 'acme', role: 'reviewer', name: 'rita' }, request.params.id, request.headers.range, reply));
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server.close();
  await kit.drop();
  await stub.close();
});

const recorded = (...texts: string[]): Promise<string> => {
  stub.behave(hears(...texts));
  return kit.recorded({ audio: sound }, { channelRoles: ['agent'] });
};
const recordingOf = async (conversationId: string): Promise<Recording> => {
  const [recording] = await kit.db.transaction('acme', (tx) => recordingsOf(tx, conversationId));
  if (!recording) throw new Error('no recording');
  return recording;
};
const read = async (claim: ClaimCheck | null): Promise<Buffer> => buffer(await kit.claims.claimChecks.stream('acme', claim ?? fail(), reader));
const fail = (): never => {
  throw new Error('no copy');
};

it('each recording gets a copy by itself, proved, in which what the transcript redacts is silent and nothing else', async () => {
  const conversationId = await recorded('My number is 415 555 0107.', '', 'Thank you.');
  const { audio, copy, spans, proof, provedAt } = await recordingOf(conversationId);
  const [before, after] = [await read(audio), await read(copy)];
  expect([after.length, provedAt !== null, proof]).toEqual([before.length, true, expect.objectContaining({ samples: 8 * SAMPLE_RATE, channels: 1, spans: 1, deviation: 0 })]);
  const [span = { from: 0, to: 0 }] = spans;
  const changed = Array.from({ length: 8 * SAMPLE_RATE }, (_, i) => i).filter((i) => before.readInt16LE(44 + 2 * i) !== after.readInt16LE(44 + 2 * i));
  expect([changed.length, changed[0], changed.at(-1)]).toEqual([span.to - span.from, span.from, span.to - 1]);
  // The stub says the number from 750 to 1500 ms.
  expect([span.from <= 0.75 * SAMPLE_RATE, span.to >= 1.5 * SAMPLE_RATE, span.to < 4 * SAMPLE_RATE]).toEqual([true, true, true]);
});

it('a call in which nothing is redacted has a copy too, as long and as loud as the recording', async () => {
  const { audio, copy } = await recordingOf(await recorded('Good morning.'));
  expect(copy?.sha256).toBe(audio.sha256);
});

it('what was silent stays silent when a later transcript does not redact it, and the earlier copy goes', async () => {
  const conversationId = await recorded('My number is 415 555 0107.');
  const first = await recordingOf(conversationId);
  stub.behave(hears('My number is for five one.'));
  const { id } = await kit.retranscriptions.begin(olga, { conversationId });
  await kit.work();
  expect((await kit.retranscriptions.show(olga, id)).calls.made).toBe(1);
  const second = await recordingOf(conversationId);
  expect([second.spans, second.copy?.sha256, second.copy?.uri === first.copy?.uri]).toEqual([first.spans, first.copy?.sha256, false]);
  await expect(read(first.copy)).rejects.toMatchObject({ code: 'CLAIM.NOT_FOUND' });
});

describe('after a security code', () => {
  const gone = async ({ audio, original }: Recording): Promise<unknown[]> => Promise.all([audio, original].map((claim) => read(claim).then(() => 'there', (error: unknown) => (error as { code?: string }).code)));

  it('the recording as received and its normalised form are destroyed, once the copy is proved; it is transcribed again from the copy', async () => {
    const conversationId = await recorded('The security code is 737.', '', 'Thank you.');
    const recording = await recordingOf(conversationId);
    expect([recording.destroyedBecause, await gone(recording), (await read(recording.copy)).length]).toEqual(['CVV was said in it', ['CLAIM.NOT_FOUND', 'CLAIM.NOT_FOUND'], sound.length]);
    expect((await kit.auditOf(conversationId)).filter(({ action }) => action === 'delete').map(({ actor, purpose }) => `${actor}: ${purpose}`)).toEqual(Array(2).fill('service:transcription: destroy a raw recording: CVV was said in it'));
    stub.behave(hears('The security code is.', '', 'Thank you, [PHONE_1].'));
    await kit.retranscriptions.begin(olga, { conversationId });
    await kit.work();
    const again = await recordingOf(conversationId);
    expect((await kit.eventsOf(conversationId)).at(-1)).toMatchObject({ type: 'call.retranscribed.v1', data: { source: 'redacted-audio' } });
    expect([again.spans.length, again.copy?.uri === recording.copy?.uri]).toEqual([2, false]);
  });

  it('nothing is destroyed while the copy is not proved, and nothing after what is no secret', async () => {
    const recording = await recordingOf(await recorded('My number is 415 555 0107.'));
    expect([recording.destroyedAt, await gone(recording)]).toEqual([null, ['there', 'there']]);
    const [, , , , , , , , , destroying] = kit.handlers;
    const job = { id: 'j', kind: 'destroy-raw-audio', tenantId: 'acme', conversationId: 'none', payload: { recording: recording.audio.uri, because: 'x' }, attempt: 1, token: '1', signal: new AbortController().signal, assertHeld: async () => undefined, waitsFor: async () => undefined };
    expect([destroying?.kind, await destroying?.run(job)]).toEqual(['destroy-raw-audio', 'kept']);
    expect(await gone(recording)).toEqual(['there', 'there']);
  });

  it('what is on legal hold stays, and is looked at again', async () => {
    stub.behave(hears('The security code is 737.'));
    const ids = await kit.holding(() => kit.recorded({ audio: sound }, { channelRoles: ['agent'] }));
    const recording = await recordingOf(ids);
    expect([recording.destroyedAt, recording.provedAt !== null, await gone(recording)]).toEqual([null, true, ['there', 'there']]);
  });
});

it('a tenant that wants a tone hears one, of the same length', async () => {
  await new AudioPolicyController(kit.db).set(admin, { filler: 'tone', destroyRawAfter: ['CVV', 'PIN', 'PASSWORD'] });
  const { spans: [span = { from: 0, to: 0 }], copy, proof } = await recordingOf(await recorded('My number is 415 555 0107.'));
  const heard = await read(copy);
  const samples = Array.from({ length: span.to - span.from }, (_, i) => heard.readInt16LE(44 + 2 * (span.from + i)));
  expect([proof?.filler, Math.max(...samples), heard.length]).toEqual(['tone', 3277, sound.length]);
  await expect(new AudioPolicyController(kit.db).set(admin, { filler: 'tone', destroyRawAfter: ['CVV'] })).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
});

describe('hearing it', () => {
  let conversationId: string;
  let copy: Buffer;
  beforeAll(async () => {
    conversationId = await recorded('My number is 415 555 0107.');
    copy = await read((await recordingOf(conversationId)).copy);
  });
  const get = async (range?: string) => {
    const answer = await fetch(`${url}/${conversationId}`, { headers: range === undefined ? {} : { range } });
    return { status: answer.status, header: (name: string) => answer.headers.get(name), body: Buffer.from(await answer.arrayBuffer()) };
  };

  it('whole: as audio/wav, with its length', async () => {
    const answer = await get();
    expect([answer.status, answer.header('content-type'), Number(answer.header('content-length')), answer.header('accept-ranges')]).toEqual([200, 'audio/wav', copy.length, 'bytes']);
    expect(answer.body.equals(copy)).toBe(true);
  });
  it('a part, as a player asks for it', async () => {
    const answer = await get('bytes=70000-140000');
    expect([answer.status, answer.header('content-range'), answer.body.equals(copy.subarray(70_000, 140_001))]).toEqual([206, `bytes 70000-140000/${copy.length}`, true]);
  });
  it('nothing beyond its end', async () => {
    const answer = await get(`bytes=${copy.length}-`);
    expect([answer.status, answer.header('content-range')]).toEqual([416, `bytes */${copy.length}`]);
  });
  it('each reading is audited by who heard it', async () => {
    await get('bytes=0-9');
    const { copy: claim } = await recordingOf(conversationId);
    expect(await kit.auditOf(conversationId)).toContainEqual(expect.objectContaining({ actor: 'reviewer:rita', purpose: 'hear the redacted recording', action: 'read', reference: claim?.uri, outcome: 'allowed' }));
  });
});
