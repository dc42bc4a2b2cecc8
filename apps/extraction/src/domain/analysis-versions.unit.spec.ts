import type { AnalysisEvent } from './standing-facts.js';
import { analysesDiffer, factsAt, type Recorded } from './analysis-versions.js';

const evidence = (quote: string): object[] => [{ utteranceIds: ['u1'], startMs: 0, endMs: 1, quote, speaker: 'customer' }];
const event = (type: AnalysisEvent['type'], factId: string, analysisVersion: number, data: object): Recorded =>
  ({ type, data: { conversationId: 'c', analysisVersion, ...data }, metadata: { factId, time: '2026-11-21T10:00:00.000Z' } }) as unknown as Recorded;

const events: Recorded[] = [
  event('order.cancellation-requested.v1', 'wrong', 1, { orderId: '48213', confidence: 0.8, evidence: evidence('cancel 48213') }),
  event('callback.requested.v1', 'kept', 1, { dueAt: 1, confidence: 0.7, evidence: evidence('call me') }),
  event('call.analysed.v1', 'a1', 1, { transcriptVersion: 1, summary: 'One.', intent: 'cancel-order' }),
  event('insight.confirmed.v1', 'n1', 2, { factId: 'kept', confidence: 0.9, evidence: evidence('call me') }),
  event('insight.withdrawn.v1', 'n2', 2, { factId: 'wrong', reason: 'replaced', replacedBy: 'right' }),
  event('order.cancellation-requested.v1', 'right', 2, { orderId: '48218', confidence: 0.8, evidence: evidence('cancel 48218') }),
  event('call.analysed.v1', 'a2', 2, { transcriptVersion: 2, summary: 'Two.', intent: 'cancel-order' }),
];

describe('two versions of an analysis', () => {
  it('differ in facts confirmed, withdrawn and new, with the fields that changed', () => {
    const { facts, changes, transcripts } = analysesDiffer(events, 1, 2);
    expect(facts).toMatchObject([
      { outcome: 'withdrawn', type: 'order.cancellation-requested', reason: 'replaced', replacedBy: 'right', changes: [{ field: 'orderId', before: '48213', after: '48218' }, { field: 'evidence' }] },
      { outcome: 'confirmed', factId: 'kept', changes: [{ field: 'confidence', before: 0.7, after: 0.9 }] },
      { outcome: 'new', factId: 'right', quote: 'cancel 48218' },
    ]);
    expect(changes).toEqual([{ field: 'summary', before: 'One.', after: 'Two.' }]);
    expect(transcripts).toEqual({ from: 1, to: 2 });
  });

  it('differ the other way round when they are asked for so', () => {
    expect(analysesDiffer(events, 2, 1).facts.map(({ outcome, factId }) => `${outcome} ${factId}`)).toEqual(['confirmed kept', 'withdrawn right', 'new wrong']);
  });

  it('each have the facts that stood then', () => {
    expect([...factsAt(events, 1).standing.keys()]).toEqual(['wrong', 'kept']);
    expect([...factsAt(events, 2).standing.keys()]).toEqual(['kept', 'right']);
    expect([...factsAt(events, 2).withdrawn.keys()]).toEqual(['wrong']);
  });
});
