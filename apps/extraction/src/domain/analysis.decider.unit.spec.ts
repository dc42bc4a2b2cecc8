import { NOT_MEASURED, type Evidence } from '@callmesh/contracts';
import { givenOf } from '@callmesh/testing';
import { callContext, CONVERSATION } from '../testing/conversations.js';
import { analysisDecider, type RecordAnalysis } from './analysis.decider.js';
import type { EngineAnswer, Finding } from './finding.js';
import type { AnalysisEvent } from './standing-facts.js';

const given = givenOf(analysisDecider);

const said = (quote: string): Evidence[] => [{ utteranceIds: ['u1'], startMs: 0, endMs: 900, quote, speaker: 'customer' }];
const cancellation = (orderId: string | null, confidence = 0.9, quote = 'cancel it'): Finding => ({ type: 'order.cancellation-requested.v1', data: { confidence, entities: [], evidence: said(quote), orderId, reason: null } });
const callback: Finding = { type: 'callback.requested.v1', data: { confidence: 0.9, entities: [], evidence: [], requestedBy: 'agent', dueAt: 1, duePhrase: null } };
const byModel: Finding = { type: 'competitor.mentioned.v1', data: Object.assign({ engine: 'llm', engineVersion: 'stub' }, { confidence: 0.6, entities: [], evidence: [], competitor: 'Fernway', context: null }) as never };

function record(transcriptVersion: number, ...insights: Finding[]): RecordAnalysis {
  const analysis = { ...NOT_MEASURED, confidence: 0.5, entities: [], evidence: [], summary: null, intent: null, topics: [], sentiment: null, satisfaction: null, escalationRisk: null };
  const answer: EngineAnswer = { engine: 'local-rules', engineVersion: '1', insights, analysis };
  return { analysisId: `job-${transcriptVersion}`, conversationId: CONVERSATION, call: callContext(), transcriptVersion, answer };
}
/** Asked for, of the transcript that was analysed before. */
const again = (engineVersion: string, ...insights: Finding[]): RecordAnalysis => {
  const command = record(1, ...insights);
  return { ...command, analysisId: `again-${engineVersion}`, again: true, answer: { ...command.answer, engineVersion } };
};
const decided = (...commands: RecordAnalysis[]): AnalysisEvent[] => commands.reduce<AnalysisEvent[]>((history, command) => [...history, ...given(...history).when(command).events], []);
const told = (events: readonly AnalysisEvent[]): string[] =>
  events.map(({ type, data }) => {
    if (type === 'call.analysed.v1') return `analysed ${data.analysisVersion} of ${data.transcriptVersion}: ${data.insights.join()}`;
    if (type === 'insight.confirmed.v1') return `confirmed ${data.insight} ${data.confidence}`;
    return type === 'insight.withdrawn.v1' ? `withdrawn ${data.insight}: ${data.reason}` : type;
  });
const firstFact = (events: readonly AnalysisEvent[]): string => events[0]?.id ?? 'none';

describe('an analysis', () => {
  it('says its facts and then itself, with one entry per fact', () => {
    expect(told(decided(record(1, cancellation('48213'), callback)))).toEqual([
      'order.cancellation-requested.v1',
      'callback.requested.v1',
      'analysed 1 of 1: order.cancellation-requested.v1,callback.requested.v1',
    ]);
  });

  it('is said also when there are no facts', () => {
    expect(told(decided(record(1)))).toEqual(['analysed 1 of 1: ']);
  });

  it('of a transcript version that was analysed before says nothing', () => {
    given(...decided(record(1, callback))).when(record(1, callback, cancellation('48213'))).thenNothing();
  });

  it('of an older transcript that comes late says nothing', () => {
    given(...decided(record(2, callback))).when(record(1, cancellation('48213'))).thenNothing();
  });

  it('of a newer transcript confirms what it found again, and says what is new', () => {
    const first = decided(record(1, cancellation('48213')));
    const second = given(...first).when(record(2, cancellation('48213', 0.95), cancellation('51902'), callback)).events;
    expect(told(second)).toEqual([
      'confirmed order.cancellation-requested.v1 0.95',
      'order.cancellation-requested.v1',
      'callback.requested.v1',
      'analysed 2 of 2: order.cancellation-requested.v1,callback.requested.v1',
    ]);
    expect(second[0]).toMatchObject({ data: { factId: firstFact(first), transcriptVersion: 2, analysisVersion: 2 } });
    expect(second[1]).toMatchObject({ data: { orderId: '51902', analysisVersion: 2 } });
  });
});

describe('a fact that is not found again', () => {
  it('is withdrawn, because the words have changed', () => {
    const first = decided(record(1, cancellation('48213')));
    const second = given(...first).when(record(2)).events;
    expect(told(second)).toEqual(['withdrawn order.cancellation-requested.v1: transcript-corrected', 'analysed 2 of 2: ']);
    expect(second[0]).toMatchObject({ data: { factId: firstFact(first), replacedBy: null } });
  });

  it('is withdrawn, because the same words are read another way', () => {
    expect(told(given(...decided(record(1, callback))).when(again('2')).events)).toEqual(['withdrawn callback.requested.v1: not-found-again', 'analysed 2 of 1: ']);
  });

  it('names the one that stands in its place', () => {
    const second = given(...decided(record(1, cancellation('48213')))).when(record(2, cancellation('48218'))).events;
    expect(told(second)).toEqual(['withdrawn order.cancellation-requested.v1: replaced', 'order.cancellation-requested.v1', 'analysed 2 of 2: order.cancellation-requested.v1']);
    expect(second[0]).toMatchObject({ data: { replacedBy: second[1]?.id } });
  });

  it('is withdrawn once, and is a new fact when it is found later', () => {
    const events = decided(record(1, callback), record(2), record(3));
    expect(told(events).filter((one) => one.startsWith('withdrawn'))).toHaveLength(1);
    expect(told(given(...events).when(record(4, callback)).events)).toEqual(['callback.requested.v1', 'analysed 4 of 4: callback.requested.v1']);
  });

  it('stands when it was the language model’s and the model was away', () => {
    const first = decided(record(1, byModel));
    expect(told(given(...first).when(again('1 without-llm:unavailable')).events)).toEqual(['analysed 2 of 1: ']);
    expect(told(given(...first).when(again('2')).events)).toContain('withdrawn competitor.mentioned.v1: not-found-again');
  });
});

describe('an analysis that was asked for', () => {
  it('of the same transcript says what is different', () => {
    expect(told(given(...decided(record(1, callback))).when(again('2', callback, cancellation('48213'))).events)).toEqual([
      'confirmed callback.requested.v1 0.9',
      'order.cancellation-requested.v1',
      'analysed 2 of 1: order.cancellation-requested.v1',
    ]);
  });

  it('says nothing where nothing is different, however often it is asked for', () => {
    given(...decided(record(1, callback))).when(again('1', callback)).thenNothing();
    given(...decided(record(1, callback), again('2', cancellation('48213')))).when(again('2', cancellation('48213'))).thenNothing();
    given(...decided(record(1, cancellation('48213')), again('2', cancellation('48213', 0.5, 'other words')))).when(again('2', cancellation('48213', 0.5, 'other words'))).thenNothing();
  });

  it('says it again where the words or the confidence differ', () => {
    expect(told(given(...decided(record(1, cancellation('48213')))).when(again('1', cancellation('48213', 0.5))).events)).toEqual(['confirmed order.cancellation-requested.v1 0.5', 'analysed 2 of 1: ']);
  });

  it('of a transcript that was replaced meanwhile says nothing', () => {
    given(...decided(record(1), record(2, callback))).when(again('2', cancellation('48213'))).thenNothing();
  });

  it('knows facts of the store by the id that they were stored with', () => {
    const stored = decided(record(1, callback)).map(({ id: _id, ...event }, n) => ({ ...event, metadata: { factId: `stored-${n}` } }) as AnalysisEvent);
    expect(given(...stored).when(again('2')).events[0]).toMatchObject({ data: { factId: 'stored-0' } });
  });
});
