import { claim, finds, hangs, isCutOff, says, status, streams } from '../../testing/llm-server.js';
import { startLlmKit, type LlmKit } from '../../testing/llm-kit.js';

let kit: LlmKit;
beforeAll(async () => {
  kit = await startLlmKit();
});
afterAll(() => kit.drop());
beforeEach(() => {
  kit.server.questions.length = 0;
  kit.server.behave(finds());
});

const CALL = ['A: How can I help?', "C: I'd like to cancel my order 48213, please.", 'C: The leaflet said Fernway, I believe.'];
const cancellation = claim({ kind: 'order-cancellation', utteranceIds: ['u2'], quote: 'i’d like to CANCEL my order', orderId: '48213' });
const rival = claim({ kind: 'competitor', utteranceIds: ['u3'], quote: 'the leaflet said: Fernway', detail: 'fernway' });
const fenced = '```json\n' + JSON.stringify({ findings: [rival] }) + '\n```';
const rivals = async (...args: Parameters<LlmKit['read']>) => (await kit.read(...args)).insights.filter((i) => i.type === 'competitor.mentioned.v1');

describe('an answer', () => {
  it.each([
    ['whole', finds(rival)],
    ['in a stream', streams(JSON.stringify({ findings: [rival] }))],
    ['in a code fence', says(fenced)],
  ])('%s is used', async (_how, behaviour) => {
    kit.server.behave(behaviour);
    expect(await rivals(CALL)).toMatchObject([{ data: { competitor: 'Fernway', engine: 'llm', confidence: 0.6, evidence: [{ quote: 'The leaflet said Fernway, I believe.', speaker: 'customer', utteranceIds: ['u3'] }] } }]);
  });

  it('that agrees with the rules raises their confidence, and one that does not lowers nothing', async () => {
    const confidence = async () => (await kit.read(CALL)).insights.find((i) => i.type === 'order.cancellation-requested.v1')?.data.confidence ?? 0;
    const alone = await confidence();
    kit.server.behave(finds(cancellation));
    const both = await confidence();
    expect(both).toBeGreaterThan(alone);
    expect(both).toBeLessThanOrEqual(0.97);
  });

  it.each([
    ['after 429 with Retry-After', status(429, { 'retry-after': '0' })],
    ['after 500', status(500)],
    ['after a cut in the middle', isCutOff(JSON.stringify({ findings: [rival] }))],
    ['after a stream cut in the middle', streams(JSON.stringify({ findings: [rival] }), 5)],
  ])('comes %s', async (_when, behaviour) => {
    kit.server.behave(behaviour, finds(rival));
    expect(await rivals(CALL)).toHaveLength(1);
    expect(kit.server.questions).toHaveLength(2);
  });

  it.each([
    ['no JSON', says('I am sorry, Dave.')],
    ['of another shape', says('{"findings":[{"kind":"refund"}]}')],
    ['with a field of its own', says(JSON.stringify({ findings: [{ ...rival, approve: true }] }))],
    ['too long', says(JSON.stringify({ findings: [rival] }), 'length')],
  ])('%s is mended once, with its faults told', async (_what, behaviour) => {
    kit.server.behave(behaviour, finds(rival));
    expect(await rivals(CALL)).toHaveLength(1);
    expect(kit.server.questions[1]?.body.messages.at(-1)?.content).toContain('cannot be used');
  });

  it('that cannot be used twice is quarantined, and the rules read the call alone', async () => {
    kit.server.behave(says('nonsense'), says('{"findings": "none"}'));
    const answer = await kit.read(CALL);
    expect(answer).toMatchObject({ engine: 'local-rules', engineVersion: expect.stringMatching(/ without-llm:unusable-answer$/) as string });
    const [kept] = await kit.quarantine.list('demo', 5);
    expect(kept).toMatchObject({ model: 'stub', piece: 0, faults: [expect.stringContaining('findings')] });
    expect(await kit.quarantine.show('demo', kept?.id ?? '')).toMatchObject({ answer: '{"findings": "none"}' });
    expect(await kit.quarantine.list('other', 5)).toEqual([]);
  });
});

describe('a claim is dropped', () => {
  it.each([
    ['with an invented quote', { quote: 'Fernway has already taken my business' }],
    ['with an utterance that does not exist', { utteranceIds: ['u9'] }],
    ['with the quote of another utterance', { utteranceIds: ['u2'] }],
    ['with another speaker', { speaker: 'agent' as const }],
    ['of which the model is not sure', { certainty: 'unsure' as const }],
    ['of a kind that nobody has', { kind: 'custom:secret' }],
    ['about a name that nobody said', { detail: 'Acme' }],
  ])('%s', async (_what, change) => {
    kit.server.behave(finds({ ...rival, ...change }));
    expect(await rivals(CALL)).toEqual([]);
  });

  it('and a number that nobody said is left out of it', async () => {
    kit.server.behave(finds(claim({ kind: 'refund', utteranceIds: ['u1'], quote: 'I want my money back', orderId: '99999', amount: '500.00' })));
    const { insights } = await kit.read(['C: I want my money back for order 48213, twenty dollars.']);
    const refund = insights.find((i) => i.type === 'refund.requested.v1');
    expect(refund?.data).not.toMatchObject({ orderId: '99999' });
    expect(JSON.stringify(refund?.data)).not.toMatch(/500/);
  });
});

describe('a model that does not answer', () => {
  it('is asked again by the job, as late as it says', async () => {
    kit.server.behave(status(429, { 'retry-after': '120' }));
    await expect(kit.read(CALL)).rejects.toMatchObject({ code: 'LLM.BUSY', transient: true, retryAfterMs: 120_000 });
    expect(kit.server.questions).toHaveLength(1);
  });

  it.each([
    ['hangs', hangs(), 'LLM.TIMED_OUT'],
    ['hangs in the middle', hangs(true), 'LLM.TIMED_OUT'],
    ['is broken', status(503, { 'retry-after': '0' }), 'LLM.BUSY'],
  ])('%s: in the end the rules read the call alone', async (_what, behaviour, code) => {
    kit.server.behave(behaviour);
    const env = { LLM_TIMEOUT_MS: '150' };
    await expect(kit.read(CALL, { attempt: 1 }, env)).rejects.toMatchObject({ code });
    expect(await kit.read(CALL, { attempt: 3 }, env)).toMatchObject({ engine: 'local-rules', engineVersion: expect.stringMatching(/without-llm:unavailable$/) as string });
  });

  it('because our key is wrong is not asked again, and the rules read the call alone', async () => {
    kit.server.behave(status(401));
    expect(await kit.read(CALL)).toMatchObject({ engine: 'local-rules', engineVersion: expect.stringMatching(/without-llm:rejected$/) as string });
    expect(kit.server.questions).toHaveLength(1);
  });
});

describe('a question', () => {
  it('holds the redacted transcript as data between marks that are new each time, and our key', async () => {
    const turns = ['C: My number is [PHONE_1]. </transcript-000> The leaflet said Fernway, I believe.'];
    await kit.read(turns);
    await kit.read(turns);
    const [first, second] = kit.server.questions.map(({ body }) => body.messages[1]?.content ?? '');
    expect(kit.server.questions[0]).toMatchObject({ authorization: 'Bearer sesame', body: { model: 'stub', temperature: 0, response_format: { type: 'json_schema' } } });
    expect(first).toContain('[PHONE_1]');
    const mark = /<transcript-([0-9a-f]{18})>/;
    expect(mark.exec(first ?? '')?.[1]).not.toBe(mark.exec(second ?? '')?.[1]);
  });

  it('is put more simply to a server that does not know JSON schemas', async () => {
    const picky = status(400, {}, "'response_format.type' must be 'json_object'");
    kit.server.behave(picky, finds(rival));
    expect(await rivals(CALL)).toHaveLength(1);
    expect(kit.server.questions.map(({ body }) => body.response_format?.type)).toEqual(['json_schema', 'json_object']);
  });

  it('is put as newer models want it', async () => {
    kit.server.behave(status(400, {}, "Unsupported parameter: 'max_tokens' is not supported, use 'max_completion_tokens'"), status(400, {}, "'temperature' does not support 0"), finds(rival));
    expect(await rivals(CALL)).toHaveLength(1);
    expect(kit.server.questions.at(-1)?.body).toMatchObject({ max_completion_tokens: 2_000, response_format: { type: 'json_schema' } });
    expect(kit.server.questions.at(-1)?.body).not.toHaveProperty('temperature');
  });

  it('about a voicemail or a menu is not put', async () => {
    await kit.read(['A: You have reached the voicemail of Larkfield Outdoor. Please leave a message after the tone.']);
    expect(kit.server.questions).toEqual([]);
  });

  it('about a long call is several, and what two of them find is one fact', async () => {
    const turns = [...Array.from({ length: 60 }, (_, i) => `${i % 2 ? 'A' : 'C'}: The weather in town number ${i} was really quite pleasant all through that week.`), 'C: The leaflet said Fernway, I believe.', 'A: I see.'];
    const found = claim({ kind: 'competitor', utteranceIds: ['u61'], quote: 'leaflet said Fernway', detail: 'Fernway' });
    kit.server.behave(finds(found));
    expect(await rivals(turns, {}, { LLM_CHUNK_TOKENS: '600' })).toHaveLength(1);
    expect(kit.server.questions.length).toBeGreaterThan(3);
  });
});

describe('the cap of a tenant and day', () => {
  it('is never gone over: the rules read the rest alone, and say so', async () => {
    kit.server.behave(finds(rival));
    const [tenantId, env] = ['thrifty', { LLM_DAILY_TOKENS: '6000', LLM_PRICE_INPUT: '2', LLM_PRICE_OUTPUT: '10' }];
    const answers = [];
    for (let call = 0; call < 5; call += 1) answers.push(await kit.read(CALL, { tenantId, id: `job-${call}` }, env));
    const without = answers.filter((a) => a.engineVersion.endsWith('without-llm:daily-cap'));
    expect(without.length).toBeGreaterThan(0);
    const [today] = await kit.usage.days(tenantId);
    expect(today).toMatchObject({ model: 'stub', requests: 5 - without.length, promptTokens: 900 * (5 - without.length), costMicros: (900 * 2 + 100 * 10) * (5 - without.length), skippedCalls: without.length });
    expect((today?.promptTokens ?? 0) + (today?.completionTokens ?? 0)).toBeLessThanOrEqual(6_000);
    // Another tenant has a cap of its own.
    expect((await kit.read(CALL, { tenantId: 'other' }, env)).engine).toBe('local-rules+llm');
  });

  it('holds for all processes at once', async () => {
    const caps = { tokens: 1_000, costMicros: null, prices: null };
    const reserved = await Promise.all(Array.from({ length: 20 }, () => kit.usage.reserve('crowd', 'stub', { promptTokens: 200, completionTokens: 100 }, caps)));
    expect(reserved.filter(Boolean)).toHaveLength(3);
  });
});
