import { randomUUID } from 'node:crypto';
import { SAMPLE_RATE, toWav } from '../../adapters/audio/pcm.js';
import { hears, startSpeechStub, type SpeechStub } from '../../testing/speech-stub.js';
import { createTranscriptionKit, TENANT, type TranscriptionKit } from '../../testing/transcription-kit.js';
import { RedactionPolicyController } from './redaction-policy.controller.js';
import { redactionPolicy, type RedactionPolicyAnswer } from './redaction-policy.schema.js';

const audio = toWav(Int16Array.from({ length: 8 * SAMPLE_RATE }, (_, i) => Math.round(6_000 * Math.sin((2 * Math.PI * 440 * i) / SAMPLE_RATE))));
const caller = { tenantId: TENANT, name: 'dana', roles: ['supervisor'] };

describe('a tenant\'s policy of redaction', () => {
  let stub: SpeechStub;
  let kit: TranscriptionKit;
  let api: RedactionPolicyController;
  beforeAll(async () => {
    stub = await startSpeechStub();
    kit = await createTranscriptionKit({ WHISPER_URL: stub.url });
    api = new RedactionPolicyController(kit.policies);
  });
  afterAll(async () => {
    await kit.drop();
    await stub.close();
  });

  const set = async (policy: unknown): Promise<RedactionPolicyAnswer> => api.set(policy, caller as never);
  const textOf = async (said: string, fields = {}, conversationId: string = randomUUID()): Promise<string | undefined> => {
    stub.behave(hears(said));
    return (await kit.transcriptOf(await kit.recorded({ audio }, { channelRoles: ['customer'], ...fields }, conversationId))).utterances[0]?.text;
  };

  it('is what takes out numbers that do harm, and names, until the tenant says otherwise; each change is a version', async () => {
    expect(await api.show(caller as never)).toEqual({ version: 0, policy: redactionPolicy.parse({}) });
    expect(await textOf('My name is Mary Quill, account CU-4821.')).toBe('My name is [PERSON_1], account CU-4821.');
    expect(await set({ accountPatterns: ['@@-####'], allow: ['Mary Quill'], deny: [{ term: 'bluebird', type: 'PROJECT' }] })).toMatchObject({ version: 1 });
    expect(await set({ accountPatterns: ['@@-####'], allow: ['Mary Quill'], deny: [{ term: 'Bluebird', type: 'PROJECT' }] })).toMatchObject({ version: 2 });
    expect(await textOf('My name is Mary Quill, account CU-4821, for bluebird.')).toBe('My name is Mary Quill, account [ACCOUNT_1], for [PROJECT_1].');
  });

  it('takes out the number that the platform gave for the caller, however it is said', async () => {
    await set({ types: ['CREDIT_CARD', 'CVV', 'CARD_EXPIRY', 'PIN', 'PASSWORD', 'PHONE'] });
    const conversationId = randomUUID();
    const reference = await kit.claims.vault.store(TENANT, conversationId, '[PHONE_1]', '+14155550107');
    const call = { platform: 'upload', platformCallId: 'c-9', startedAt: 0, timeZone: 'UTC', direction: 'inbound', agentId: 'a', durationMs: null, customer: { placeholder: '[PHONE_1]', reference }, consent: 'granted', assumed: [] };
    expect(await textOf('It is filed under five five five, oh one oh seven.', { call }, conversationId)).toMatch(/^It is filed under \[PHONE_\d\]\.$/);
  });

  it.each([
    [{ types: ['PHONE'] }, /never stored/],
    [{ accountPatterns: ['##'] }, /three signs/],
    [{ types: ['NOTHING'] }, /types/],
    [{ profil: 'calls' }, /profil/],
  ])('that makes no sense is refused: %j', async (policy, why) => {
    await expect(set(policy)).rejects.toThrow(why);
  });
});
