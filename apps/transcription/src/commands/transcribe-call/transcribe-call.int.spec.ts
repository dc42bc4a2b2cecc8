import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CallTranscribedV1 } from '@callmesh/contracts';
import { cancelJob, listJobs, retryJob } from '@callmesh/jobs';
import { SAMPLE_RATE, toWav } from '../../adapters/audio/pcm.js';
import { hears, json, startSpeechStub, type SpeechStub } from '../../testing/speech-stub.js';
import { createTranscriptionKit, type TranscriptionKit } from '../../testing/transcription-kit.js';

const SECONDS = 8;
const tone = (hertz: number): Int16Array => Int16Array.from({ length: SECONDS * SAMPLE_RATE }, (_, i) => Math.round(6000 * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE)));

/** Two channels as one WAV, as ingestion stores them. */
function stereo(left: Int16Array, right: Int16Array): Buffer {
  const samples = new Int16Array(left.length * 2);
  left.forEach((value, i) => void (samples[2 * i] = value));
  right.forEach((value, i) => void (samples[2 * i + 1] = value));
  const wav = toWav(samples);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(SAMPLE_RATE * 4, 28);
  wav.writeUInt16LE(4, 32);
  return wav;
}

const dual = stereo(tone(440), tone(620));
const CARD = '4539 1488 0343 6467';

/** Digits that stand for themselves: within an id or a hash any four may come by chance. */
const standing = (digits: string): RegExp => new RegExp(`(?<![\\w-])${digits}(?![\\w-])`);

describe('transcription by a speech server', () => {
  let stub: SpeechStub;
  let kit: TranscriptionKit;
  beforeAll(async () => {
    stub = await startSpeechStub();
    kit = await createTranscriptionKit({ WHISPER_URL: stub.url, WHISPER_API_KEY: 'sesame' });
  });
  beforeEach(() => {
    stub.requests.length = 0;
    stub.health({ status: 'ready' });
  });
  afterAll(async () => {
    await kit.drop();
    await stub.close();
  });

  const failureOf = async (conversationId: string): Promise<unknown> => (await kit.eventsOf(conversationId)).map(({ type, data }) => [type, (data as { code?: string }).code, (data as { attempts?: number }).attempts]);

  it('hears each channel apart, says who speaks, and interleaves by time', async () => {
    stub.behave(hears('Good morning, Larkfield.', '', 'Which order?'), hears('', 'I want to cancel 48213.'));
    const conversationId = await kit.recorded({ audio: dual });
    const { utterances, ...rest } = await kit.transcriptOf(conversationId);
    expect(utterances.map(({ id, speaker, channel, text }) => [id, speaker, channel, text])).toEqual([
      ['u1', 'agent', 0, 'Good morning, Larkfield.'],
      ['u2', 'customer', 1, 'I want to cancel 48213.'],
      ['u3', 'agent', 0, 'Which order?'],
    ]);
    expect(rest).toMatchObject({ version: 1, engine: 'whisper', engineVersion: 'stub', language: 'en-US', durationMs: SECONDS * 1000 });
    const [event] = await kit.eventsOf(conversationId);
    expect(event).toMatchObject({ type: 'call.transcribed.v1', data: { transcriptVersion: 1, speakers: ['agent', 'customer'], utterances: 3, words: 10, durationMs: SECONDS * 1000 } });
    expect((event?.data as CallTranscribedV1).confidence).toBeCloseTo(0.9);
    expect(event?.metadata.causationId).not.toBeNull();
  });

  it('asks as OpenAI’s clients do', async () => {
    stub.behave(hears('Hello.'));
    await kit.recorded({ audio: dual });
    expect(stub.requests).toHaveLength(2);
    const { body, authorization } = stub.requests[0] ?? { body: '', authorization: '' };
    expect(authorization).toBe('Bearer sesame');
    const field = (name: string): string[] => [...body.matchAll(new RegExp(`name="${name.replace(/[[\]]/g, '\\$&')}"\\r\\n\\r\\n([^\\r]*)`, 'g'))].map((match) => match[1] ?? '');
    expect([field('model'), field('response_format'), field('timestamp_granularities[]'), field('language'), field('prompt')]).toEqual([['whisper-1'], ['verbose_json'], ['segment', 'word'], ['en'], ['Larkfield']]);
    expect(body).toContain('filename="channel.wav"');
  });

  it('redacts before anything is stored', async () => {
    stub.behave(hears('May I have the card?'), hears(`My card number is ${CARD}`));
    const conversationId = await kit.recorded({ audio: dual });
    const stored = await kit.everythingStored();
    const text = JSON.stringify(await kit.transcriptOf(conversationId));
    for (const secret of [CARD, '4539', '0343', '6467']) {
      expect(stored).not.toMatch(standing(secret));
      expect(text).not.toMatch(standing(secret));
    }
    const { redactions } = await kit.transcriptOf(conversationId);
    expect(redactions).toEqual([{ placeholder: '[CREDIT_CARD_1]', type: 'CREDIT_CARD', kept: false }]);
  });

  it('does not take the placeholder that stands for the caller', async () => {
    const conversationId = randomUUID();
    await kit.claims.vault.store('acme', conversationId, '[PHONE_1]', '+14155550199');
    stub.behave(hears('Yes.'), hears('Call me at 415 555 0107, please.'));
    await kit.recorded({ audio: dual }, {}, conversationId);
    const { utterances, redactions } = await kit.transcriptOf(conversationId);
    expect(utterances.at(-1)?.text).toContain('[PHONE_2]');
    expect(redactions).toEqual([{ placeholder: '[PHONE_2]', type: 'PHONE', kept: true }]);
  });

  it('redacts what is known of the call however it is said', async () => {
    const conversationId = randomUUID();
    await kit.known(conversationId, 'PERSON', 'Zbigniew Kowalczyk');
    await kit.known(conversationId, 'EMAIL', 'kestrelwood@example.com');
    stub.behave(hears('Yes.'), hears('so kowalchyk rang about it from kestrelwood yes'));
    await kit.recorded({ audio: dual }, {}, conversationId);
    expect((await kit.transcriptOf(conversationId)).utterances.at(-1)?.text).toBe('so [PERSON_2] rang about it from [EMAIL_1] yes');
  });

  it('leaves a silent channel alone', async () => {
    stub.behave(hears('Hello.'));
    const conversationId = await kit.recorded({ audio: stereo(tone(440), new Int16Array(SECONDS * SAMPLE_RATE)) });
    expect(stub.requests).toHaveLength(1);
    expect((await kit.eventsOf(conversationId))[0]).toMatchObject({ data: { speakers: ['agent'] } });
  });

  it('takes one track delivered twice for what it is: nobody is told apart', async () => {
    stub.behave(hears('Hello.'));
    const conversationId = await kit.recorded({ audio: stereo(tone(440), tone(440)) });
    expect(stub.requests).toHaveLength(1);
    expect((await kit.transcriptOf(conversationId)).utterances.map(({ speaker }) => speaker)).toEqual(['unknown']);
  });

  it('a later recording of the call is the next version', async () => {
    stub.behave(hears('Hello.'));
    const conversationId = await kit.recorded({ audio: dual });
    await kit.recorded({ audio: dual }, { audioVersion: 2 }, conversationId);
    expect((await kit.eventsOf(conversationId)).map(({ data }) => (data as CallTranscribedV1).transcriptVersion)).toEqual([1, 2]);
  });

  it.each([
    ['429 with Retry-After', json(429, { error: { message: 'slow down' } }, { 'retry-after': '1' })],
    ['500', json(500, { error: { message: 'oh' } })],
    ['503', json(503, {})],
    ['an answer that is no JSON', json(200, '{"text": "my card is 45')],
    ['a page instead of an answer', ((response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>hello</h1>')) as Parameters<SpeechStub['behave']>[0]],
    ['JSON of another kind', json(200, { text: 'Hello.' })],
    ['a connection that breaks', ((response) => void response.destroy()) as Parameters<SpeechStub['behave']>[0]],
    ['an answer that breaks off', ((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"text":');
      setTimeout(() => response.destroy(), 50);
    }) as Parameters<SpeechStub['behave']>[0]],
  ])('%s passes: the job tries again', async (_, behaviour) => {
    stub.behave(behaviour, hears('Hello.'));
    const conversationId = await kit.recorded({ audio: dual });
    expect(await failureOf(conversationId)).toEqual([['call.transcribed.v1', undefined, undefined]]);
  });

  it.each([
    [400, { error: { code: 'audio_unreadable', message: 'x' } }, 'SPEECH.REJECTED'],
    [400, { error: { code: 'unsupported_language', message: 'x' } }, 'SPEECH.LANGUAGE_UNSUPPORTED'],
    [401, { error: { message: 'x' } }, 'SPEECH.UNAUTHORISED'],
  ])('%i %j does not pass: the failure is an event', async (status, body, code) => {
    stub.behave(json(status, body));
    const conversationId = await kit.recorded({ audio: dual });
    expect(await failureOf(conversationId)).toEqual([['call.transcription-failed.v1', code, 1]]);
    expect(stub.requests).toHaveLength(1);
  });

  it('a server that was down to the last attempt: run again by hand, the call is transcribed after all', async () => {
    stub.behave((response) => void response.destroy());
    const conversationId = await kit.recorded({ audio: dual });
    expect(await failureOf(conversationId)).toEqual([['call.transcription-failed.v1', 'SPEECH.UNREACHABLE', 5]]);
    const [job] = await kit.db.transaction('acme', (tx) => listJobs(tx, { state: 'failed' })).then((jobs) => jobs.filter((one) => one.conversationId === conversationId));
    const [failed] = await kit.eventsOf(conversationId);
    expect(failed?.data).toMatchObject({ reason: expect.stringContaining(`callmesh jobs retry transcription ${job?.id}`) as string });

    stub.behave(hears('Hello.'));
    await kit.db.transaction('acme', (tx) => retryJob(tx, job?.id ?? '', []));
    await kit.work();
    const [, transcribed] = await kit.eventsOf(conversationId);
    expect(transcribed).toMatchObject({ type: 'call.transcribed.v1', data: { transcriptVersion: 1 }, metadata: { causationId: failed?.metadata.causationId } });
  }, 60_000);

  it('waits for a model that loads, and it costs no try', async () => {
    stub.health({ status: 'loading' });
    stub.behave(hears('Hello.'));
    const conversationId = await kit.hear({ audio: dual });
    setTimeout(() => stub.health({ status: 'ready' }), 1200);
    await kit.work();
    expect(await failureOf(conversationId)).toEqual([['call.transcribed.v1', undefined, undefined]]);
    const { rows } = await kit.db.transaction('acme', (tx) => tx.query(`select attempts from jobs where conversation_id = $1 and kind = 'transcribe'`, [conversationId]));
    expect(rows).toEqual([{ attempts: 1 }]);
  });

  it('a server that is not there: the job says so while it waits, and an operator may give the call up', async () => {
    stub.health(null);
    const conversationId = await kit.hear({ audio: dual });
    const working = kit.work();
    const job = async () => (await kit.db.transaction('acme', (tx) => listJobs(tx, { conversationId })))[0];
    for (const end = Date.now() + 20_000; (await job())?.waitsFor === null && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 50));
    const waiting = await job();
    expect(waiting).toMatchObject({ waitsFor: expect.stringContaining('the speech server, which does not answer') as string });
    await kit.db.transaction('acme', (tx) => cancelJob(tx, waiting?.id ?? '', kit.handlers, 'dana'));
    expect(await failureOf(conversationId)).toEqual([['call.transcription-failed.v1', 'JOB.CANCELLED', 1]]);
    await working;
    stub.health({ status: 'ready' });
  }, 60_000);

  it('a service that stops gives its job back; the next one does it', async () => {
    const hold = new Promise<void>((resolve) => {
      stub.behave(() => resolve());
    });
    const conversationId = await kit.hear({ audio: dual });
    const cut = kit.work(600).catch(() => undefined);
    await hold;
    await cut;
    expect(await kit.eventsOf(conversationId)).toEqual([]);
    stub.behave(hears('Hello.'));
    await kit.work();
    expect(await failureOf(conversationId)).toEqual([['call.transcribed.v1', undefined, undefined]]);
  });
});

describe('transcription without a speech server', () => {
  let kit: TranscriptionKit;
  beforeAll(async () => void (kit = await createTranscriptionKit()));
  afterAll(() => kit.drop());

  it('says so', async () => {
    const [event] = await kit.eventsOf(await kit.recorded({ audio: dual }));
    expect(event).toMatchObject({ type: 'call.transcription-failed.v1', data: { code: 'SPEECH.NOT_CONFIGURED', reason: expect.stringContaining('WHISPER_URL') } });
  });

  it('imports a transcript, redacts it, and removes what came in raw', async () => {
    const vtt = `WEBVTT\n\n00:00.500 --> 00:03.000\n<v Agent>Your card, please?\n\n00:03.500 --> 00:06.000\n<v Customer>My card number is 4539 1488\n\n00:06.100 --> 00:09.000\n<v Customer>0343 6467, code 123.\n`;
    const conversationId = await kit.recorded({ transcript: Buffer.from(vtt) });
    const { utterances, ...rest } = await kit.transcriptOf(conversationId);
    expect(rest).toMatchObject({ engine: 'import', engineVersion: 'webvtt', durationMs: 9000 });
    expect(utterances.map(({ speaker, channel }) => [speaker, channel])).toEqual([['agent', null], ['customer', null]]);
    const stored = await kit.everythingStored();
    for (const secret of ['4539', '1488', '0343', '6467']) expect(stored + JSON.stringify(utterances)).not.toMatch(standing(secret));
    const left = (await kit.objects()).filter((file) => file.includes(conversationId)).map((file) => path.basename(file));
    expect(left).toEqual([expect.stringMatching(/^transcript\.1\..*\.json$/)]);
  });

  const webVtt = (change: (text: string) => string): string => 'WEBVTT\n\n' + ['thanks for calling larkfield how can i help you', 'i want to cancel my order 48213 because it is late', 'of course may i ask what went wrong with it', 'i have bought another one in town already']
    .map((text, n) => `00:0${2 * n}.000 --> 00:0${2 * n + 1}.500\n<v ${n % 2 === 0 ? 'Agent' : 'Customer'}>${change(text)}\n`).join('\n');
  const poor = webVtt((text) => text);

  it('a transcript that can be mended is cleaned up before anybody reads it; the original is kept', async () => {
    const conversationId = await kit.recorded({ transcript: Buffer.from(poor) });
    const events = await kit.eventsOf(conversationId);
    expect(events.map(({ type, data }) => [type, (data as CallTranscribedV1).transcriptVersion])).toEqual([['call.transcribed.v1', 2]]);
    expect((await kit.transcriptOf(conversationId)).utterances[1]?.text).toBe('I want to cancel my order 48213 because it is late.');
    const versions = await kit.versions.of('acme', conversationId);
    expect(versions.map(({ version, reason, source, replaces }) => [version, reason, source, replaces])).toEqual([[1, 'recorded', 'import', null], [2, 'clean-up', 'transcript', 1]]);
    const original = await kit.reading.read({ tenantId: 'acme', role: 'reviewer', name: 'dana' }, conversationId, 1);
    expect(original.utterances[1]?.text).toBe('i want to cancel my order 48213 because it is late');
    expect(original.flags?.map(({ check }) => check)).toEqual(['punctuation', 'casing']);
  });

  it('a clean transcript has one version and no further event', async () => {
    const clean = webVtt((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
    const conversationId = await kit.recorded({ transcript: Buffer.from(clean) });
    expect((await kit.eventsOf(conversationId)).map(({ type, data }) => [type, (data as CallTranscribedV1).transcriptVersion])).toEqual([['call.transcribed.v1', 1]]);
    expect((await kit.transcriptOf(conversationId)).flags).toBeUndefined();
  });

  it('what cannot be mended goes to a person, without a word of the call', async () => {
    const conversationId = await kit.recorded({ transcript: Buffer.from(poor) }, { language: 'fr-FR' });
    const [, flagged] = await kit.eventsOf(conversationId);
    expect(flagged).toMatchObject({ type: 'transcript.flagged.v1', data: { transcriptVersion: 2, language: 'fr-FR', flags: [{ check: 'language', severity: 'review' }] } });
    expect(JSON.stringify(flagged?.data)).not.toContain('cancel');
  });

  it('a transcript that cannot be read is a failure with its line, not its words', async () => {
    const [event] = await kit.eventsOf(await kit.recorded({ transcript: Buffer.from(`WEBVTT\n\n00:00.500 --> soon\nmy card is ${CARD}\n`) }));
    expect(event).toMatchObject({ data: { code: 'TRANSCRIPT.UNREADABLE', reason: expect.stringMatching(/line 3/) } });
    expect(JSON.stringify(event)).not.toContain('4539');
  });
});
