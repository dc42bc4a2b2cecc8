import { heardBy } from '@callmesh/contracts';
import { heardTypes } from '@callmesh/messaging';
import { service } from './extraction.module.js';
import { AnalysisController } from './projections/analysis.controller.js';
import { CONVERSATION, transcriptOf } from './testing/conversations.js';
import { startExtraction, tenantId, type ExtractionUnderTest } from './testing/extraction-service.js';

let extraction: ExtractionUnderTest;
beforeEach(async () => {
  extraction = await startExtraction();
});
afterEach(() => extraction.drop());

const cancellation = ['A: How can I help?', "C: I'd like to cancel my order, please. The order number is four eight two one three.", 'A: Four eight two one three, is that right?', 'C: Yes.'];
/** Scores are a matter of their own. */
const facts = async (): ReturnType<ExtractionUnderTest['history']> => (await extraction.history()).filter((e) => e.type !== 'call.scored.v1');
const types = async (): Promise<string[]> => (await facts()).map((e) => e.type);

describe('a transcribed call', () => {
  it('is heard by reactors that equal the flow', () => {
    expect(service.reactors.flatMap(heardTypes).sort()).toEqual(heardBy('extraction').sort());
  });

  it('becomes its facts and then its analysis, which lists them, all caused by the transcript', async () => {
    const event = await extraction.transcribed(transcriptOf(cancellation));
    await extraction.hear(event);
    await extraction.work();
    const history = await facts();
    expect(history).toMatchObject([
      { type: 'order.cancellation-requested.v1', data: { orderId: '48213', analysisVersion: 1, engine: 'local-rules' } },
      { type: 'call.analysed.v1', data: { insights: ['order.cancellation-requested.v1'], transcriptVersion: 1, intent: 'cancel-order' } },
    ]);
    expect(history.map((e) => e.metadata.causationId)).toEqual([event.metadata.id, event.metadata.id]);
    // One append: both carry the same moment.
    expect(new Set(history.map((e) => e.metadata.time)).size).toBe(1);
  });

  it('is analysed once, however often it is heard', async () => {
    const event = await extraction.transcribed(transcriptOf(cancellation));
    await Promise.all([extraction.hear(event), extraction.hear(event)]);
    await extraction.work();
    await extraction.hear(event);
    await extraction.work();
    expect(await types()).toEqual(['order.cancellation-requested.v1', 'call.analysed.v1']);
  });

  it('in a newer transcript confirms what was found again and publishes what is new, and repeats no fact', async () => {
    await extraction.hear(await extraction.transcribed(transcriptOf(cancellation)));
    await extraction.work();
    await extraction.hear(await extraction.transcribed(transcriptOf([...cancellation, 'A: I will call you back tomorrow at ten.', 'C: Thanks.']), 2));
    await extraction.work();
    expect(await types()).toEqual(['order.cancellation-requested.v1', 'call.analysed.v1', 'insight.confirmed.v1', 'callback.requested.v1', 'agent.commitment-made.v1', 'call.analysed.v1']);
    expect((await facts()).at(-1)).toMatchObject({ data: { analysisVersion: 2, transcriptVersion: 2, insights: ['callback.requested.v1', 'agent.commitment-made.v1'] } });
  });

  it('without its object fails its job with the reason, and says nothing', async () => {
    const event = await extraction.transcribed(transcriptOf(cancellation));
    const { transcript } = event.data;
    await extraction.hear({ ...event, data: { ...event.data, transcript: { ...transcript, sha256: '0'.repeat(64) } } });
    await extraction.work();
    expect(await types()).toEqual([]);
    expect((await extraction.jobs.counts()).analyse).toMatchObject({ failed: 1 });
  });

  it('keeps words out of the job: it carries references', async () => {
    await extraction.hear(await extraction.transcribed(transcriptOf(cancellation)));
    const { rows } = await extraction.test.db.workerQuery<{ payload: string }>('select payload::text as payload from jobs');
    expect(rows[0]?.payload).toContain('claim://');
    expect(rows[0]?.payload).not.toMatch(/cancel|four eight/i);
  });

  it('shows its analysis to its own tenant alone', async () => {
    await extraction.hear(await extraction.transcribed(transcriptOf(cancellation)));
    await extraction.work();
    const controller = new AnalysisController(extraction.test.db, extraction.test.store);
    const caller = { tenantId, role: 'reviewer', name: 'dana' } as const;
    expect(await controller.analysis(CONVERSATION, caller)).toMatchObject({ intent: 'cancel-order', facts: [{ orderId: '48213' }] });
    await expect(controller.analysis(CONVERSATION, { ...caller, tenantId: 'other' })).rejects.toMatchObject({ code: 'ANALYSIS.NOT_FOUND' });
  });
});
