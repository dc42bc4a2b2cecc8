import { analysis, call, callback, cancellation, complaint, dispute, said } from '../../testing/insights.js';
import { doubtOf } from '../doubt.js';
import { defaultPolicy } from '../policy.js';
import { callBack } from './call-back.draft.js';
import { callNote } from './call-note.draft.js';
import { cancelOrder } from './cancel-order.draft.js';
import { disputeHold } from './dispute-hold.draft.js';
import { openCase } from './open-case.draft.js';

const source = { type: 'some.insight.v1', factId: 'fact-1' };
const fieldsOf = ({ draft }: ReturnType<typeof openCase>): Record<string, string | null> => Object.fromEntries(draft.target.fields.map(({ field, after }) => [field, after]));

it('a complaint becomes a case with its topic and priority', () => {
  const proposal = openCase(complaint(), source);
  expect(fieldsOf(proposal)).toEqual({ subject: 'Complaint about delivery', description: '“The parcel is late for the second time.”', priority: 'high', topic: 'delivery' });
  expect(proposal.doubts).toEqual([]);
});

it('a promised call back becomes a task at the time that was said, told in the zone of the call', () => {
  const { draft, doubts } = callBack(callback(), source);
  expect(draft.dueAt).toBe(Date.UTC(2026, 10, 24, 18, 0));
  expect(draft.summary).toMatch(/^Call back, as the agent promised, on Tuesday,? 24 November 2026 at 10:00\.$/);
  expect(doubts).toEqual([]);
});

it('a day without an hour is told without one', () => {
  const due = { at: Date.UTC(2026, 10, 24, 17, 0), iso: '2026-11-24', timeZone: call.timeZone, phrase: 'on Tuesday' };
  expect(callBack(callback({ due }), source).draft.summary).toMatch(/^Call back, as the agent promised, on Tuesday,? 24 November 2026\.$/);
});

it('a call back without a time waits for a person', () => {
  expect(callBack(callback({ due: null }), source).doubts).toEqual(['no time was said']);
});

it('a zone that nobody knows does not stop the draft', () => {
  expect(callBack(callback({ due: { at: Date.UTC(2026, 10, 24, 18, 0), iso: null, timeZone: 'Mars/Olympus', phrase: 'at ten' } }), source).draft.summary).toContain('18:00');
});

it('a dispute holds the one invoice meant', () => {
  const proposal = disputeHold(dispute(), source);
  expect(proposal.draft).toMatchObject({ target: { object: 'invoice', key: '77120' }, summary: 'Hold invoice 77120 over 89.90 USD: the customer disputes it.' });
  expect(disputeHold(dispute({ invoiceId: null }), source).doubts).toEqual(['no invoice id was heard']);
});

it('what only the agent said asks for a person', () => {
  expect(cancelOrder(cancellation({ evidence: [said('So you want to cancel?', 'agent')] }), source).doubts).toEqual(['only the agent said so']);
});

it('what only the language model found asks for a person, whatever the threshold', () => {
  const found = { engine: 'llm', confidence: 0.6 };
  for (const { draft, doubts } of [cancelOrder(cancellation(found), source), openCase(complaint(found), source), disputeHold(dispute(found), source), callBack(callback(found), source)]) {
    expect(doubtOf(draft, { ...defaultPolicy(draft.kind), threshold: 0 }, doubts)).toBe('only the language model found it');
  }
});

it('a note says what was found and leaves out what was not', () => {
  const note = fieldsOf(callNote(analysis({ intent: 'opening-hours', sentiment: null, satisfaction: null }), source));
  expect(note).toMatchObject({ title: 'Call: opening hours', direction: 'inbound', durationMs: '61000' });
  expect(note.body).toBe('The customer thanked for an early parcel.\nTopics: delivery\nEscalation risk: low');
});

it('a note goes by policy whatever the confidence', () => {
  const { draft, doubts } = callNote(analysis({ confidence: 0 }), source);
  expect(doubtOf(draft, defaultPolicy('call-note'), doubts)).toBeNull();
});

it('a confidence just below the threshold is not shown as the threshold', () => {
  const { draft } = cancelOrder(cancellation({ confidence: 0.7999 }), source);
  expect(doubtOf(draft, defaultPolicy('cancel-order'), [])).toBe('confidence 0.79 is below 0.80 for cancel-order');
});

it('the same fact drafts the same action; another kind of it another one', () => {
  expect(openCase(complaint(), source).draft.actionId).toBe(openCase(complaint(), source).draft.actionId);
  expect(openCase(complaint(), source).draft.actionId).not.toBe(callBack(callback(), source).draft.actionId);
});

it('without a customer number a person names the contact, whatever the confidence', () => {
  const { draft, doubts } = callNote(analysis({ call: { ...call, customer: null } }), source);
  expect(doubtOf(draft, defaultPolicy('call-note'), doubts)).toBe('the call carries no customer number, so a person names the contact');
});
