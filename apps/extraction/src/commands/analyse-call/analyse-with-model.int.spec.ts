import { transcriptOf } from '../../testing/conversations.js';
import { startExtraction, type ExtractionUnderTest } from '../../testing/extraction-service.js';
import { claim, finds, startLlmServer, status, type LlmServer } from '../../testing/llm-server.js';

let server: LlmServer;
let extraction: ExtractionUnderTest;
beforeEach(async () => {
  server = await startLlmServer();
  extraction = await startExtraction({ LLM_BASE_URL: server.url, LLM_MODEL: 'stub' });
});
afterEach(async () => {
  await extraction.drop();
  await server.close();
});

const turns = ["C: I'd like to cancel my order, please. The order number is four eight two one three.", 'C: The leaflet said Fernway, I believe.'];
const rival = claim({ kind: 'competitor', utteranceIds: ['u2'], quote: 'leaflet said Fernway', detail: 'Fernway' });

it('what both engines found is one analysis; each fact says who found it', async () => {
  server.behave(finds(rival, claim({ kind: 'order-cancellation', utteranceIds: ['u1'], quote: 'cancel my order, please', orderId: '48213' })));
  await extraction.hear(await extraction.transcribed(transcriptOf(turns)));
  await extraction.work();
  const facts = new Map((await extraction.history()).map((e) => [e.type, e.data]));
  expect(facts.get('order.cancellation-requested.v1')).toMatchObject({ engine: 'local-rules+llm', orderId: '48213' });
  expect(facts.get('competitor.mentioned.v1')).toMatchObject({ engine: 'llm', engineVersion: 'stub+prompt@1', competitor: 'Fernway' });
  expect(facts.get('call.analysed.v1')).toMatchObject({ engine: 'local-rules+llm' });
});

it('a call that is heard again asks no model again: the recorded answer is the decision', async () => {
  server.behave(finds(rival), finds());
  const event = await extraction.transcribed(transcriptOf(turns));
  for (let heard = 0; heard < 3; heard += 1) {
    await extraction.hear(event);
    await extraction.work();
  }
  expect(server.questions).toHaveLength(1);
  expect((await extraction.history()).filter((e) => e.type === 'competitor.mentioned.v1')).toHaveLength(1);
});

it('a model that is away does not keep a call from being analysed', async () => {
  server.behave(status(500, { 'retry-after': '0' }));
  await extraction.hear(await extraction.transcribed(transcriptOf(turns)));
  await extraction.work();
  expect((await extraction.history()).find(({ type }) => type === 'call.analysed.v1')).toMatchObject({ data: { engine: 'local-rules', engineVersion: expect.stringContaining('without-llm:unavailable') as string } });
});
