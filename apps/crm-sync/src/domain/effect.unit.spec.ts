import type { ActionReviewedV1, Evidence } from '@callmesh/contracts';
import { effectOf } from './effect.js';

const words = (speaker: string, quote: string): Evidence => ({ utteranceIds: ['u1'], startMs: 0, endMs: 1, quote, speaker });
const reviewed: ActionReviewedV1 = {
  ...{ actionId: 'a1', conversationId: 'c1', kind: 'open-case', decision: 'amended', decidedBy: 'dana', reason: 'ok', customer: null, dueAt: null, factId: 'f1', callStartedAt: 0 },
  target: { object: 'case', key: null, fields: [{ field: 'subject', before: null, after: 'Late' }, { field: 'topic', before: null, after: null }, { field: 'contact', before: null, after: '10009' }] },
  evidence: [words('agent', 'So it is late.'), words('customer', 'It is late.')],
};

it('the contact that a reviewer named is no field of the record', () => {
  expect(effectOf(reviewed)).toMatchObject({ contactId: '10009', wanted: { subject: 'Late' } });
  expect(effectOf(reviewed).wanted).not.toHaveProperty('contact');
});

it("the customer's words come before the agent's", () => {
  expect(effectOf(reviewed).quote).toBe('It is late.');
});

it('two actions of one fact and kind are one effect', () => {
  expect(effectOf({ ...reviewed, actionId: 'a2' }).key).toBe(effectOf(reviewed).key);
  expect(effectOf({ ...reviewed, kind: 'call-back' }).key).not.toBe(effectOf(reviewed).key);
});
