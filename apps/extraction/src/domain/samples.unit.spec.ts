import { readFileSync } from 'node:fs';
import type { SpeakerRole, Transcript } from '@callmesh/contracts';
import { bundledRulePacks } from '../adapters/rule-packs.adapter.js';
import { callContext, transcriptOf } from '../testing/conversations.js';
import { localEngine } from './analyse.js';
import type { EngineAnswer } from './finding.js';

const engine = localEngine(bundledRulePacks());
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../../../../samples/${name}.json`, import.meta.url), 'utf8')) as T;

/** A sample call's script as a perfect transcript; the mono one without speakers. */
function analyseSample(name: string): EngineAnswer {
  const { turns } = read<{ turns: { speaker: SpeakerRole; text: string }[] }>(`${name}.script`);
  const { startedAt, timeZone, channelRoles } = read<{ startedAt: string; timeZone: string; channelRoles: string[] }>(`${name}.meta`);
  const known = channelRoles.length === 2;
  const transcript: Transcript = transcriptOf(turns.map(({ speaker, text }) => `${known ? speaker.slice(0, 1).toUpperCase() : 'U'}: ${text}`));
  return engine(transcript, callContext({ startedAt: Date.parse(startedAt), timeZone }));
}

/** What the demonstration shows; problems and promises that it names in passing are looked at on their own. */
const IN_PASSING = new Set<string>(['customer.issue-identified.v1', 'agent.commitment-made.v1', 'competitor.mentioned.v1']);
const facts = (name: string): unknown[] => analyseSample(name).insights.filter(({ type }) => !IN_PASSING.has(type)).map(({ type, data }) => ({ type, ...data }));

describe('the sample call', () => {
  it('cancel-order: one order, clearly', () => {
    expect(facts('cancel-order')).toMatchObject([{ type: 'order.cancellation-requested.v1', orderId: '48213' }]);
    expect(analyseSample('cancel-order').insights[0]?.data.confidence).toBeGreaterThanOrEqual(0.9);
  });

  it('two-orders: the second, with doubt', () => {
    expect(facts('two-orders')).toMatchObject([{ type: 'order.cancellation-requested.v1', orderId: '51902' }]);
    expect(analyseSample('two-orders').insights[0]?.data.confidence).toBeLessThan(0.75);
  });

  it('escalating-complaint: about delivery, high, likely to escalate', () => {
    expect(facts('escalating-complaint')).toMatchObject([{ type: 'customer.complaint-logged.v1', topic: 'delivery', severity: 'high' }, { type: 'escalation.risk-raised.v1', risk: 'high', signals: ['manager', 'publicity', 'churn'] }]);
    expect(analyseSample('escalating-complaint').analysis).toMatchObject({ escalationRisk: 'high', sentiment: 'negative' });
  });

  it('disputed-invoice: the invoice and the amount', () => {
    expect(facts('disputed-invoice')).toMatchObject([{ type: 'customer.dispute-raised.v1', invoiceId: '77120', amount: '89.90', currency: 'USD' }]);
  });

  it('promised-callback: by the agent, next Tuesday at ten in the zone of the call', () => {
    expect(facts('promised-callback')).toMatchObject([{ type: 'callback.requested.v1', requestedBy: 'agent', dueAt: Date.parse('2026-11-17T10:00:00-08:00'), duePhrase: 'next Tuesday at ten in the morning' }]);
  });

  it.each(['happy-call', 'card-number', 'opening-hours'])('%s: nothing to act on', (name) => {
    expect(facts(name)).toEqual([]);
  });

  it('happy-call: content; opening-hours: nobody knows whose satisfaction', () => {
    expect(analyseSample('happy-call').analysis).toMatchObject({ sentiment: 'positive', intent: 'thank-you', escalationRisk: 'low' });
    expect(analyseSample('happy-call').analysis.satisfaction).toBeGreaterThanOrEqual(8);
    expect(analyseSample('opening-hours').analysis).toMatchObject({ intent: 'opening-hours', satisfaction: null });
  });

  it.each(['cancel-order', 'two-orders', 'escalating-complaint', 'disputed-invoice', 'promised-callback', 'happy-call', 'card-number', 'opening-hours'])('%s has a summary of two or three sentences', (name) => {
    const sentences = analyseSample(name).analysis.summary?.match(/[.?!…]”?(?: |$)/g) ?? [];
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(sentences.length).toBeLessThanOrEqual(3);
  });
});
