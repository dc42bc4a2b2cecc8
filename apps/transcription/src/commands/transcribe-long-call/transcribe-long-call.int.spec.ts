import { SAMPLE_RATE, toWav } from '../../adapters/audio/pcm.js';
import { hears, startSpeechStub, type SpeechStub } from '../../testing/speech-stub.js';
import { createTranscriptionKit, type TranscriptionKit } from '../../testing/transcription-kit.js';

/** One every two seconds; nothing that redaction would take. */
const WORDS = `table window garden river bread butter paper button ladder hammer bottle basket carpet curtain pillow blanket kettle teapot saucer spoon shelf drawer mirror candle bucket broom ceiling corner doorway
  engine tractor wagon bicycle harbour bridge tunnel meadow valley mountain island orchard puddle cloud thunder rainbow`.split(/\s+/);

describe('a recording that is too long for one job', () => {
  const SECOND = SAMPLE_RATE;
  /** Loud but for half a second around 31 s and 63 s. */
  const long = ((): Buffer => {
    const samples = Int16Array.from({ length: 90 * SECOND }, (_, i) => Math.round(6000 * Math.sin(i / 6)));
    for (const at of [31, 63]) samples.fill(0, (at - 0.25) * SECOND, (at + 0.25) * SECOND);
    return toWav(samples);
  })();
  let stub: SpeechStub;
  let kit: TranscriptionKit;
  beforeAll(async () => {
    stub = await startSpeechStub();
    kit = await createTranscriptionKit({ WHISPER_URL: stub.url, CALLMESH_PART_MINUTES: '1' });
  });
  afterAll(async () => {
    await kit.drop();
    await stub.close();
  });
  const context = { platform: 'upload', platformCallId: 'c-1', startedAt: 0, timeZone: 'UTC', direction: 'inbound', agentId: 'a-101', durationMs: 90_000, customer: null, consent: 'granted', assumed: [] };

  it('is cut in silence, heard in parts, and stitched: each word once, at its time; what the parts heard is removed', async () => {
    // A word every two seconds of the recording; a part begins 15 s before its cut and ends 15 s after the next.
    const parts = [[0, 46], [16, 78], [48, 90]] as const;
    stub.behave(...parts.map(([from, to]) => hears(...Array.from({ length: (to - from) / 2 }, (_, n) => `${WORDS[from / 2 + n]}.`))));
    const conversationId = await kit.recorded({ audio: long }, { call: context, channelRoles: ['unknown'] });
    const [event, ...others] = await kit.eventsOf(conversationId);
    expect([event?.type, others]).toEqual(['call.transcribed.v1', []]);
    expect(stub.requests).toHaveLength(3);
    const words = (await kit.transcriptOf(conversationId)).utterances.flatMap(({ text }) => text.toLowerCase().match(/[a-z]+/g) ?? []);
    expect(words).toEqual(WORDS);
    const { rows } = await kit.db.transaction('acme', (tx) => tx.query('select 1 from call_parts'));
    expect(rows).toEqual([]);
    expect((await kit.objects()).filter((file) => file.includes('heard.'))).toEqual([]);
  });
});
