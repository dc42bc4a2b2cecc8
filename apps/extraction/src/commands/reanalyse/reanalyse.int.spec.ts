import type { StoredEvent } from '@callmesh/event-sourcing';
import type { Caller } from '@callmesh/service-defaults';
import { AnalysisController } from '../../projections/analysis.controller.js';
import { callContext, CONVERSATION, transcriptOf } from '../../testing/conversations.js';
import { startExtraction, tenantId, type ExtractionUnderTest } from '../../testing/extraction-service.js';

let extraction: ExtractionUnderTest;
beforeEach(async () => {
  extraction = await startExtraction();
});
afterEach(() => extraction.drop());

const caller: Caller = { tenantId, role: 'operator', name: 'olga' };
const cancellation = ['A: How can I help?', "C: I'd like to cancel my order, please. The order number is four eight two one three.", 'A: Four eight two one three, is that right?', 'C: Yes.'];
const visit = { title: 'Wants a showroom visit', speaker: 'customer', patterns: ['visit|see ~3 showroom|shop|store'] };
const facts = async (): Promise<StoredEvent[]> => (await extraction.history()).filter((e) => e.type !== 'call.scored.v1');
const types = async (): Promise<string[]> => (await facts()).map((e) => e.type);
const hear = async (turns: readonly string[]): Promise<void> => {
  await extraction.hear(await extraction.transcribed(transcriptOf(turns)));
  await extraction.work();
};
const again = async (scope: object): Promise<Awaited<ReturnType<ExtractionUnderTest['reanalyses']['show']>>> => {
  const { id } = await extraction.reanalyses.begin(caller, scope);
  await extraction.work();
  return extraction.reanalyses.show(caller, id);
};

describe('a call that was transcribed again', () => {
  it('is analysed again: its facts are confirmed, withdrawn and new, on the transcript that is newest', async () => {
    await hear([...cancellation, 'A: I will call you back tomorrow at ten.', 'C: Thanks.']);
    const corrected = await extraction.retranscribed(transcriptOf(cancellation), 2);
    await Promise.all([extraction.hear(corrected), extraction.hear(corrected)]);
    await extraction.work();
    const history = await facts();
    const [, callback] = history;
    expect(history.slice(-4)).toMatchObject([
      { type: 'insight.confirmed.v1', data: { factId: history[0]?.metadata.factId, insight: 'order.cancellation-requested.v1', transcriptVersion: 2 } },
      { type: 'insight.withdrawn.v1', data: { factId: callback?.metadata.factId, reason: 'transcript-corrected' } },
      { type: 'insight.withdrawn.v1', data: { insight: 'agent.commitment-made.v1' } },
      { type: 'call.analysed.v1', data: { analysisVersion: 2, transcriptVersion: 2 }, metadata: { causationId: corrected.metadata.id } },
    ]);
  });

  it('keeps its newer analysis when the older transcript is heard late', async () => {
    const first = await extraction.transcribed(transcriptOf([...cancellation, 'A: I will call you back tomorrow at ten.']));
    await extraction.hear(await extraction.retranscribed(transcriptOf(cancellation), 2));
    await extraction.work();
    await extraction.hear(first);
    await extraction.work();
    expect(await types()).toEqual(['order.cancellation-requested.v1', 'call.analysed.v1']);
  });
});

describe('a call that somebody wants analysed again', () => {
  it('says what newer rules find on the same transcript, and shows the difference', async () => {
    await hear(['C: Could I visit your showroom on Saturday?', 'A: Of course.']);
    await extraction.definitions.put(tenantId, 'kind', 'showroom-visit', visit, 'sue');
    expect(await again({ conversationId: CONVERSATION })).toMatchObject({ state: 'done', calls: { total: 1, changed: 1 }, askedBy: 'operator:olga' });
    expect((await facts()).slice(-2)).toMatchObject([{ type: 'insight.custom-identified.v1', data: { analysisVersion: 2 } }, { type: 'call.analysed.v1', data: { analysisVersion: 2, transcriptVersion: 1 } }]);
    const controller = new AnalysisController(extraction.test.db, extraction.test.store);
    const { facts: differing } = await controller.diff(CONVERSATION, {}, caller);
    expect(differing.filter(({ outcome }) => outcome === 'new')).toMatchObject([{ type: 'insight.custom-identified' }]);
    await expect(controller.diff(CONVERSATION, { to: 3 }, caller)).rejects.toMatchObject({ code: 'ANALYSIS.VERSION_NOT_FOUND' });
    expect(await controller.analysis(CONVERSATION, caller)).toMatchObject({ analysisVersion: 2, withdrawn: [] });
  });

  it('is left as it is where nothing is found otherwise', async () => {
    await hear(cancellation);
    expect(await again({ conversationId: CONVERSATION })).toMatchObject({ state: 'done', calls: { unchanged: 1, changed: 0 } });
    expect(await types()).toEqual(['order.cancellation-requested.v1', 'call.analysed.v1']);
  });

  it('is one of those that began in a time, or of all', async () => {
    await hear(cancellation);
    const startedAt = new Date(callContext().startedAt).toISOString();
    expect(await again({ filter: { to: startedAt } })).toMatchObject({ state: 'done', calls: { total: 0 } });
    expect(await again({ filter: { from: startedAt } })).toMatchObject({ state: 'done', calls: { total: 1, unchanged: 1 } });
    expect(await again({ all: true })).toMatchObject({ calls: { total: 1, unchanged: 1 } });
    expect(await extraction.reanalyses.list(caller)).toHaveLength(3);
    expect(await extraction.reanalyses.list({ ...caller, tenantId: 'other' })).toEqual([]);
  });

  it('says which calls failed, and keeps their analysis', async () => {
    await hear(cancellation);
    await extraction.test.db.transaction(tenantId, (tx) => tx.query(`update jobs set payload = jsonb_set(payload, '{transcript,sha256}', $1) where kind = 'analyse'`, [JSON.stringify('0'.repeat(64))]));
    expect(await again({ all: true })).toMatchObject({ state: 'done', calls: { failed: 1 }, failures: [{ conversationId: CONVERSATION }] });
    expect(await types()).toEqual(['order.cancellation-requested.v1', 'call.analysed.v1']);
  });

  it('is refused where there is no such call, and without a model where one is asked for', async () => {
    await expect(extraction.reanalyses.begin(caller, { conversationId: 'nobody' })).rejects.toMatchObject({ code: 'CALL.NOT_FOUND' });
    await expect(extraction.reanalyses.begin(caller, { all: true, engine: 'llm' })).rejects.toMatchObject({ code: 'ANALYSIS.NO_MODEL' });
    await expect(extraction.reanalyses.begin(caller, { all: true, conversationId: 'x' })).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
  });
});
