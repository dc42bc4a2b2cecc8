import { givenOf } from '@callmesh/testing';
import { applicationDecider, type ApplicationEvent, type Outcome, type SettleApplication } from './application.decider.js';

const given = givenOf(applicationDecider);
const settle = (outcome: Outcome): SettleApplication => ({ do: 'settle', actionId: 'a1', conversationId: 'c1', kind: 'open-case', factId: 'f1', destination: 'hubspot', outcome });
const updated: Outcome = { ended: 'updated', object: 'tickets', objectId: '7', operation: 'created', changes: [{ field: 'subject', before: null, after: 'Late' }] };
const refused: Outcome = { ended: 'refused', code: 'CRM.NO_CONTACT', reason: 'nobody has that number' };
const action = { actionId: 'a1', conversationId: 'c1', kind: 'open-case', destination: 'hubspot' };
const recordUpdated: ApplicationEvent = {
  type: 'crm.record-updated.v1',
  data: { ...action, object: 'tickets', objectId: '7', operation: 'created', changes: [{ field: 'subject', before: null, after: 'Late' }], factId: 'f1' },
};

it('an update is told with its fields before and after', () => {
  given().when(settle(updated)).then([recordUpdated]);
});

it('a refusal is told with its code and words', () => {
  given().when(settle(refused)).then([{ type: 'crm.update-refused.v1', data: { ...action, code: 'CRM.NO_CONTACT', reason: 'nobody has that number' } }]);
});

it('an unknown outcome is told as such', () => {
  const uncertain: Outcome = { ended: 'uncertain', code: 'CRM.OUTCOME_UNCERTAIN', reason: 'no answer' };
  given().when(settle(uncertain)).then([{ type: 'crm.outcome-uncertain.v1', data: { ...action, code: 'CRM.OUTCOME_UNCERTAIN', reason: 'no answer' } }]);
});

it('an application ends once: neither the same outcome nor another one follows', () => {
  given(recordUpdated).when(settle(updated)).thenNothing();
  given(recordUpdated).when(settle(refused)).thenNothing();
});
