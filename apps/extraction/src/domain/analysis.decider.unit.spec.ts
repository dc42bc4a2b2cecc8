import { NOT_MEASURED } from '@callmesh/contracts';
import { givenOf } from '@callmesh/testing';
import { callContext, CONVERSATION } from '../testing/conversations.js';
import { analysisDecider, type RecordAnalysis } from './analysis.decider.js';
import type { EngineAnswer, ExtractionEvent, Finding } from './finding.js';

const given = givenOf(analysisDecider);

const cancellation = (orderId: string | null): Finding => ({ type: 'order.cancellation-requested.v1', data: { confidence: 0.9, entities: [], evidence: [], orderId, reason: null } });
const callback: Finding = { type: 'callback.requested.v1', data: { confidence: 0.9, entities: [], evidence: [], requestedBy: 'agent', dueAt: 1, duePhrase: null } };

function record(transcriptVersion: number, ...insights: Finding[]): RecordAnalysis {
  const analysis = { ...NOT_MEASURED, confidence: 0.5, entities: [], evidence: [], summary: null, intent: null, topics: [], sentiment: null, satisfaction: null, escalationRisk: null };
  const answer: EngineAnswer = { engine: 'local-rules', engineVersion: '1', insights, analysis };
  return { conversationId: CONVERSATION, call: callContext(), transcriptVersion, answer };
}
const decided = (...commands: RecordAnalysis[]): ExtractionEvent[] => commands.reduce<ExtractionEvent[]>((history, command) => [...history, ...given(...history).when(command).events], []);
const told = (events: readonly ExtractionEvent[]): string[] => events.map((e) => (e.type === 'call.analysed.v1' ? `analysed ${e.data.analysisVersion} of ${e.data.transcriptVersion}: ${e.data.insights.join()}` : e.type));

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

  it('of a newer transcript says what is new, and repeats no fact', () => {
    const second = given(...decided(record(1, cancellation('48213')))).when(record(2, cancellation('48213'), cancellation('51902'), callback)).events;
    expect(told(second)).toEqual(['order.cancellation-requested.v1', 'callback.requested.v1', 'analysed 2 of 2: order.cancellation-requested.v1,callback.requested.v1']);
    expect(second[0]).toMatchObject({ data: { orderId: '51902', analysisVersion: 2 } });
  });
});
