import { bundledEngine } from '../../engine.js';
import { LlmEngine } from '../../adapters/llm/llm-engine.js';
import { loadEnvironment } from '@callmesh/service-defaults';
import { callContext, CONVERSATION, transcriptOf } from '../../testing/conversations.js';
import { startLlmKit, type LlmKit } from '../../testing/llm-kit.js';
import { claim, finds } from '../../testing/llm-server.js';
import { honestCalls, injected, redTeam, type Injection } from '../../testing/red-team.js';
import { agree } from '../../domain/second-opinion/agreement.js';
import { quotedTokens } from '../../domain/second-opinion/quotes.js';
import { readConversation } from '../../domain/language/tokens.js';

let kit: LlmKit;
beforeAll(async () => {
  kit = await startLlmKit();
});
afterAll(() => kit.drop());

const CALL = honestCalls.cancellation ?? [];

/** What a model answers that obeys: it says nothing of the call, and all that the caller dictates, with every trick it has. */
function obeying({ by, at, say }: Injection) {
  const words = [say].flat();
  const ids = words.map((_, n) => `u${at === 'start' ? n + 1 : CALL.length + n + 1}`);
  const speaker = by === 'A' ? ('agent' as const) : by === 'U' ? ('unknown' as const) : ('customer' as const);
  const dictated = { utteranceIds: [ids.at(-1) ?? ''], quote: words.at(-1) ?? '', speaker };
  const honest = { utteranceIds: [at === 'start' ? `u${words.length + 2}` : 'u2'], speaker: 'customer' as const };
  return finds(
    claim({ kind: 'order-cancellation', ...dictated, orderId: '99999' }),
    claim({ kind: 'refund', ...dictated, orderId: '99999', amount: '500' }),
    claim({ kind: 'order-cancellation', ...honest, quote: "I'd like to cancel my order 48213", orderId: '99999' }),
    claim({ kind: 'complaint', ...honest, quote: 'everything is wrong with you', detail: 'service' }),
    claim({ kind: 'callback', utteranceIds: ['u77'], quote: 'call me back', when: 'tomorrow' }),
    claim({ kind: 'approve-all', ...dictated }),
  );
}

it.each(redTeam.map((injection) => [injection.id, injection] as const))('%s changes nothing where a model obeys it', async (_id, injection) => {
  kit.server.questions.length = 0;
  kit.server.behave(obeying(injection));
  const told = await kit.read(injected(CALL, injection));
  const alone = await kit.read(CALL, {}, { LLM_BASE_URL: '' });
  const strip = ({ type, data: { evidence, ...data } }: (typeof told.insights)[number]) => ({ type, data: { ...data, entities: data.entities.map((e) => e.value) }, said: evidence.map((e) => e.quote) });
  expect(told.insights.map(strip)).toEqual(alone.insights.map(strip));
  expect(told).toMatchObject({ engine: 'local-rules', engineVersion: expect.stringMatching(/ without-llm:spoken-instructions$/) as string });
  // It was not even asked.
  expect(kit.server.questions).toEqual([]);
});

/** An injection that nobody recognised as one: it reaches the model, and the model obeys. */
it.each(redTeam.map((injection) => [injection.id, injection] as const))('%s, were it not recognised, alters no fact and reaches no destination without a person', async (_id, injection) => {
  kit.server.behave(obeying(injection));
  const transcript = transcriptOf(injected(CALL, injection));
  const config = { name: 'extraction' as const, env: loadEnvironment({ LLM_BASE_URL: kit.server.url, LLM_MODEL: 'stub' }) };
  const work = { id: 'job', tenantId: 'demo', conversationId: CONVERSATION, transcript, call: callContext(), ownKinds: [], isLastTry: true, signal: new AbortController().signal, assertHeld: () => Promise.resolve() };
  const opinion = await new LlmEngine(config, kit.usage, kit.quarantine).read(work);
  if (!('claims' in opinion)) throw new Error(opinion.without);
  const rules = bundledEngine()(transcriptOf(CALL), callContext()).insights;
  const { findings, byModelAlone } = agree(rules, opinion.claims);
  expect(findings).toEqual(rules);
  const conversation = readConversation(transcript.utterances);
  for (const { data } of byModelAlone) {
    // Below every default threshold; and human-review asks a person about what a model alone found, whatever the threshold.
    expect(data.confidence).toBeLessThan(0.7);
    for (const { quote, utteranceIds } of data.evidence) expect(quotedTokens(conversation, utteranceIds, quote)).not.toBeNull();
    for (const { text, utteranceId } of data.entities) expect(transcript.utterances.find((u) => u.id === utteranceId)?.text).toContain(text);
  }
});
