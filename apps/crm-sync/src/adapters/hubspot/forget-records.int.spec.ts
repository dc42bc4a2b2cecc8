import { startCrmService, type CrmService } from '../../testing/crm-service.js';
import { HubSpotDestination } from './hubspot.destination.adapter.js';

const guard = { assertHeld: () => Promise.resolve(), signal: new AbortController().signal };

describe('what was written at HubSpot of an erased conversation', () => {
  let service: CrmService;
  const destination = (url = service.crm.url): HubSpotDestination => new HubSpotDestination({ url, token: service.crm.token, publicUrl: undefined, timeoutMs: 2_000 });
  const apply = async (kind: string, conversationId: string): Promise<void> => {
    const { actionId } = await service.review({ kind, conversationId });
    expect((await service.outcome(actionId)).type).toBe('crm.record-updated.v1');
  };

  beforeEach(async () => {
    service = await startCrmService();
    service.work();
  });
  afterEach(() => service.stop());

  it('is emptied and archived where callmesh made it, cleared where it was there before; other calls keep theirs', async () => {
    for (const kind of ['call-note', 'open-case', 'cancel-order']) await apply(kind, 'erased-1');
    await apply('call-note', 'kept-1');
    const outcomes = await destination().forget('erased-1', [], guard);
    expect(outcomes.map(({ object, outcome }) => `${object} ${outcome}`)).toEqual(['calls archived', 'tickets archived', 'orders cleared']);
    expect(service.crm.records('calls').map(({ properties }) => properties.callmesh_conversation_id)).toEqual(['kept-1']);
    const [order] = service.crm.records('orders').filter(({ properties }) => properties.hs_external_order_id === '48213');
    expect(order?.properties).toMatchObject({ hs_external_order_status: 'cancelled' });
    expect(order?.properties).not.toHaveProperty('callmesh_quote');
    expect(order?.properties).not.toHaveProperty('callmesh_conversation_id');
  });

  it('is gone when it is looked for again, by its id too', async () => {
    await apply('call-note', 'erased-1');
    const [{ objectId } = { objectId: '' }] = await destination().forget('erased-1', [], guard);
    expect(await destination().forget('erased-1', [{ object: 'calls', objectId }], guard)).toEqual([{ object: 'calls', objectId, outcome: 'gone' }]);
  });

  it('is told when HubSpot refuses, and tried again when it does not answer', async () => {
    const known = [{ object: 'calls', objectId: '10001' }];
    service.crm.setHabits({ missingScopes: true });
    expect(await destination().forget('erased-1', known, guard)).toEqual([{ ...known[0], outcome: 'refused', code: 'CRM.FORBIDDEN' }]);
    service.crm.setHabits({ missingScopes: false, down: 'unavailable' });
    await expect(destination().forget('erased-1', known, guard)).rejects.toMatchObject({ transient: true });
  });
});
