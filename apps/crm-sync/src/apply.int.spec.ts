import type { EventPayloads } from '@callmesh/contracts';
import { ended, startCrmService, type CrmService } from './testing/crm-service.js';

let crm: CrmService;
afterEach(() => crm.stop());

const refusedWith = 'crm.update-refused.v1 ';

describe('what an action becomes in HubSpot', () => {
  beforeEach(async () => {
    crm = await startCrmService();
    crm.work();
  });

  it('a call note: a call on the contact, with the way back to its evidence', async () => {
    const { actionId, conversationId } = await crm.review({ kind: 'call-note' }, '+14155550102');
    const { data } = await crm.outcome(actionId);
    const [call] = crm.crm.records('calls');
    expect(data).toMatchObject({ destination: 'hubspot', object: 'calls', objectId: call?.id, operation: 'created' });
    expect(call?.properties).toMatchObject({
      hs_call_title: 'Call: feedback',
      hs_call_direction: 'INBOUND',
      hs_call_duration: '61000',
      callmesh_conversation_id: conversationId,
      callmesh_evidence: `http://127.0.0.1:8400/api/v1/actions/${actionId}`,
      callmesh_quote: 'Please do it.',
    });
    expect(await linkedContacts('calls', call?.id ?? '')).toEqual(['10002']);
  });

  it('a case: a ticket with its priority', async () => {
    const { actionId, conversationId } = await crm.review({ kind: 'open-case' });
    expect((await crm.outcome(actionId)).data).toMatchObject({ object: 'tickets', operation: 'created' });
    expect(crm.crm.records('tickets')).toMatchObject([{ properties: { subject: 'Complaint about delivery', hs_ticket_priority: 'HIGH', callmesh_conversation_id: conversationId } }]);
  });

  it('a call back: a task due at the time that was said', async () => {
    const { actionId, conversationId } = await crm.review({ kind: 'call-back', dueAt: Date.UTC(2026, 10, 24, 18, 0) });
    expect((await crm.outcome(actionId)).data).toMatchObject({ object: 'tasks' });
    expect(crm.crm.records('tasks')).toMatchObject([{ properties: { hs_timestamp: '2026-11-24T18:00:00.000Z', hs_task_body: 'Said: next Tuesday at ten', callmesh_conversation_id: conversationId } }]);
  });

  it('a cancellation: the status of the order, with what it was before', async () => {
    const { actionId, conversationId } = await crm.review({ kind: 'cancel-order' });
    expect((await crm.outcome(actionId)).data).toMatchObject({ object: 'orders', operation: 'updated', changes: [{ field: 'hs_external_order_status', before: 'open', after: 'cancelled' }] });
    expect(order('48213')).toMatchObject({ hs_external_order_status: 'cancelled', callmesh_conversation_id: conversationId });
  });

  it('a dispute: the invoice on hold', async () => {
    const { actionId, conversationId } = await crm.review({ kind: 'dispute-hold' }, '+14155550104');
    expect((await crm.outcome(actionId)).data).toMatchObject({ object: 'invoices', operation: 'updated', changes: [{ field: 'callmesh_hold', before: null, after: 'disputed' }] });
    expect(crm.crm.records('invoices')).toMatchObject([{ properties: { hs_number: '77120', callmesh_hold: 'disputed', callmesh_conversation_id: conversationId } }]);
  });

  it('nothing, when it was rejected', async () => {
    const { actionId } = await crm.review({ kind: 'open-case', decision: 'rejected' });
    const after = await crm.review({ kind: 'call-note' });
    await crm.outcome(after.actionId);
    expect(await crm.events(actionId)).toEqual([]);
    expect(crm.crm.records('tickets')).toEqual([]);
  });

  it('reads the number from the vault once, with its purpose on record', async () => {
    const { actionId, conversationId } = await crm.review({});
    await crm.outcome(actionId);
    expect((await crm.audit(conversationId)).filter(({ purpose }) => purpose === 'find the contact in hubspot')).toHaveLength(1);
  });
});

describe('what goes back to a person', () => {
  beforeEach(async () => {
    crm = await startCrmService();
    crm.work();
  });

  const outcomeOf = async (...given: Parameters<CrmService['review']>): Promise<string> => ended(await crm.outcome((await crm.review(...given)).actionId));

  it('nobody, or several, with the number of the call', async () => {
    expect(await outcomeOf({}, '+14155550177')).toBe(`${refusedWith}CRM.NO_CONTACT`);
    expect(await outcomeOf({}, '+14155550199')).toBe(`${refusedWith}CRM.SEVERAL_CONTACTS`);
    expect(await outcomeOf({}, null)).toBe(`${refusedWith}CRM.NO_CONTACT`);
    expect(crm.crm.records('calls')).toEqual([]);
  });

  it('never the number itself', async () => {
    const event = await crm.outcome((await crm.review({}, '+14155550199')).actionId);
    expect(JSON.stringify(event)).not.toMatch(/5550199|555-0199/);
  });

  it('an order or invoice that is not there, that is shipped, or that belongs to somebody else', async () => {
    const order = (key: string): Parameters<CrmService['review']>[0] => ({ kind: 'cancel-order', target: { object: 'order', key, fields: [{ field: 'status', before: null, after: 'cancelled' }] } });
    expect(await outcomeOf(order('99999'))).toBe(`${refusedWith}CRM.NO_ORDER`);
    expect(await outcomeOf(order('48007'))).toBe(`${refusedWith}CRM.TOO_LATE`);
    expect(await outcomeOf(order('51877'))).toBe(`${refusedWith}CRM.OTHER_CONTACT`);
    expect(await outcomeOf({ kind: 'dispute-hold', target: { object: 'invoice', key: '1', fields: [] } })).toBe(`${refusedWith}CRM.NO_INVOICE`);
  });

  it('an order whose number two orders have: neither is changed', async () => {
    const answer = await fetch(`${crm.crm.url}/crm/v3/objects/orders`, {
      method: 'POST',
      headers: { authorization: `Bearer ${crm.crm.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ properties: { hs_external_order_id: '48213', hs_order_name: 'Another tent', hs_external_order_status: 'open' } }),
    });
    expect(answer.status).toBe(201);
    const indexed = async (): Promise<number> => {
      const found = await fetch(`${crm.crm.url}/crm/v3/objects/orders/search`, {
        method: 'POST',
        headers: { authorization: `Bearer ${crm.crm.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ filterGroups: [{ filters: [{ propertyName: 'hs_external_order_id', operator: 'EQ', value: '48213' }] }] }),
      });
      return ((await found.json()) as { total: number }).total;
    };
    for (let tries = 0; (await indexed()) < 2 && tries < 100; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    const event = await crm.outcome((await crm.review({ kind: 'cancel-order' })).actionId);
    expect(ended(event)).toBe(`${refusedWith}CRM.SEVERAL_ORDERS`);
    expect(crm.crm.records('orders').filter(({ properties }) => properties.hs_external_order_id === '48213').map(({ properties }) => properties.hs_external_order_status)).toEqual(['open', 'open']);
  });

  it('until the reviewer names the contact', async () => {
    const target = { object: 'note', key: null, fields: [{ field: 'title', before: null, after: 'Call' }, { field: 'contact', before: null, after: '10009' }] };
    const event = await crm.outcome((await crm.review({ target }, '+14155550199')).actionId);
    expect(event).toMatchObject({ type: 'crm.record-updated.v1' });
    expect(await linkedContacts('calls', crm.crm.records('calls')[0]?.id ?? '')).toEqual(['10009']);
  });

  it('what HubSpot refuses, in its own words', async () => {
    crm.crm.setHabits({ missingScopes: true });
    const event = await crm.outcome((await crm.review({})).actionId);
    expect(ended(event)).toBe(`${refusedWith}CRM.FORBIDDEN`);
    expect((event.data as EventPayloads['crm.update-refused.v1']).reason).toContain("This app hasn't been granted all required scopes");
  });
});

const order = (number: string) => crm.crm.records('orders').find(({ properties }) => properties.hs_external_order_id === number)?.properties;

async function linkedContacts(type: string, id: string): Promise<string[]> {
  const answer = await fetch(`${crm.crm.url}/crm/v4/objects/${type}/${id}/associations/contacts`, { headers: { authorization: `Bearer ${crm.crm.token}` } });
  const { results } = (await answer.json()) as { results: { toObjectId: string }[] };
  return results.map(({ toObjectId }) => toObjectId);
}
