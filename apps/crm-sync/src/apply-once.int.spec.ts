import type { EventPayloads } from '@callmesh/contracts';
import { LeaseLost } from '@callmesh/jobs';
import { ended, startCrmService, tenantId, type CrmService } from './testing/crm-service.js';

let crm: CrmService;
afterEach(() => crm.stop());

type Updated = EventPayloads['crm.record-updated.v1'];

describe('once', () => {
  it('when the connection is cut after the commit, at every write of the way', async () => {
    crm = await startCrmService({ cutNextWrites: 7 });
    crm.work();
    const { actionId } = await crm.review({ kind: 'open-case' });
    expect((await crm.outcome(actionId)).data).toMatchObject({ operation: 'created' });
    expect(crm.crm.records('tickets')).toHaveLength(1);
    expect(crm.crm.habits.cutNextWrites).toBe(0);
  });

  it('when one write is cut and sent again at once: it was created, and not merely found', async () => {
    crm = await startCrmService();
    crm.work();
    await crm.outcome((await crm.review({ kind: 'open-case' })).actionId);
    crm.crm.setHabits({ cutNextWrites: 1 });
    const { actionId } = await crm.review({ kind: 'open-case' });
    expect((await crm.outcome(actionId)).data).toMatchObject({ operation: 'created' });
    expect(crm.crm.records('tickets')).toHaveLength(2);
  });

  it('when a cancellation is cut after the commit: still told with what it was before', async () => {
    crm = await startCrmService();
    crm.work();
    await crm.outcome((await crm.review({ kind: 'cancel-order', target: { object: 'order', key: '99999', fields: [] } })).actionId);
    crm.crm.setHabits({ cutNextWrites: 4 });
    const { actionId } = await crm.review({ kind: 'cancel-order' });
    expect((await crm.outcome(actionId)).data).toMatchObject({ operation: 'updated', changes: [{ before: 'open', after: 'cancelled' }] });
    expect(crm.crm.records('orders').find(({ id }) => id === '10011')?.changes.filter(({ property }) => property === 'hs_external_order_status')).toHaveLength(1);
  });

  it('when the worker dies between the write and its record, and another takes over', async () => {
    crm = await startCrmService();
    const { actionId } = await crm.review({ kind: 'open-case' });
    const dying = crm.handler();
    const apply = dying.run.bind(dying);
    // It writes, and is not heard of again; whoever leases the job next finishes it.
    let hasDied = false;
    dying.run = async (job) => {
      const applied = await apply(job);
      if (hasDied) return applied;
      hasDied = true;
      await new Promise((resolve) => job.signal.addEventListener('abort', resolve));
      throw new LeaseLost('gone');
    };
    crm.work(dying);
    while (crm.crm.records('tickets').length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await crm.test.db.workerQuery(`update jobs set lease_until = now() - interval '1 second'`);
    crm.work();
    expect((await crm.outcome(actionId)).data).toMatchObject({ operation: 'created' });
    expect(crm.crm.records('tickets')).toHaveLength(1);
  });

  it('when the same action is driven again, and when another one of the same fact is approved', async () => {
    crm = await startCrmService();
    crm.work();
    const first = await crm.review({ kind: 'open-case' });
    const { data } = await crm.outcome(first.actionId);
    const again = await crm.review({ kind: 'open-case', factId: first.factId });
    expect((await crm.outcome(again.actionId)).data).toMatchObject({ operation: 'unchanged', objectId: (data as Updated).objectId, changes: [] });
    expect(crm.crm.records('tickets')).toHaveLength(1);
  });

  it('when the memory is lost: the unique key still holds', async () => {
    crm = await startCrmService();
    crm.work();
    const first = await crm.review({ kind: 'open-case' });
    await crm.outcome(first.actionId);
    await crm.test.db.transaction(tenantId, (tx) => tx.query('delete from effects'));
    const again = await crm.review({ kind: 'open-case', factId: first.factId });
    expect((await crm.outcome(again.actionId)).data).toMatchObject({ operation: 'unchanged' });
    expect(crm.crm.records('tickets')).toHaveLength(1);
  });

  it('when sixteen actions flow at once through cuts, 429s and a lagging index', async () => {
    crm = await startCrmService({ searchLagMs: [0, 10_000], cutAfterCommit: 0.3, rateLimit: 0.1, retryAfterSeconds: 0.2 });
    crm.work();
    crm.work(crm.handler());
    const actions = await Promise.all(Array.from({ length: 16 }, (_, n) => crm.review({ kind: n % 2 ? 'open-case' : 'call-note' })));
    await Promise.all(actions.map(({ actionId }) => crm.outcome(actionId, 50_000)));
    expect({ tickets: crm.crm.records('tickets').length, calls: crm.crm.records('calls').length }).toEqual({ tickets: 8, calls: 8 });
  });
});

describe('where unique properties are refused', () => {
  const create = { refuseUniqueProperties: true };

  it('a cut write is found again once the index shows it, and written once', async () => {
    crm = await startCrmService({ ...create, searchLagMs: [1_500, 1_500] });
    crm.work();
    await crm.outcome((await crm.review({ kind: 'open-case' })).actionId);
    crm.crm.setHabits({ cutNextWrites: 1 });
    const { actionId } = await crm.review({ kind: 'open-case' });
    expect((await crm.outcome(actionId)).data).toMatchObject({ operation: 'created' });
    expect(crm.crm.records('tickets')).toHaveLength(2);
  });

  it('a write that never arrived is written when the index has had its time', async () => {
    crm = await startCrmService(create);
    crm.work();
    await crm.outcome((await crm.review({ kind: 'open-case' })).actionId);
    crm.crm.setHabits({ dropNextWrites: 1 });
    const begun = Date.now();
    const { actionId } = await crm.review({ kind: 'open-case' });
    expect((await crm.outcome(actionId)).data).toMatchObject({ operation: 'created' });
    expect(Date.now() - begun).toBeGreaterThan(2_900);
    expect(crm.crm.records('tickets')).toHaveLength(2);
  });

  it('a write without an answer that the index never shows is for a person to judge', async () => {
    crm = await startCrmService({ ...create });
    crm.work(crm.handler({ timeoutMs: 400, searchLagMs: 1_000 }));
    await crm.outcome((await crm.review({ kind: 'open-case' })).actionId);
    // Committed, never answered, and not in the index for a minute: from outside it looks like lost.
    crm.crm.setHabits({ stallNextWrites: 1, searchLagMs: [60_000, 60_000] });
    const first = await crm.review({ kind: 'open-case' });
    const event = await crm.outcome(first.actionId);
    expect(ended(event)).toBe('crm.outcome-uncertain.v1 CRM.OUTCOME_UNCERTAIN');
    expect(crm.crm.records('tickets')).toHaveLength(2);
  });

  it('a write that really was lost is written when a person approves it again', async () => {
    crm = await startCrmService(create);
    crm.work(crm.handler({ timeoutMs: 400, searchLagMs: 1_000 }));
    await crm.outcome((await crm.review({ kind: 'open-case' })).actionId);
    crm.crm.setHabits({ swallowNextWrites: 1 });
    const first = await crm.review({ kind: 'open-case' });
    expect(ended(await crm.outcome(first.actionId))).toBe('crm.outcome-uncertain.v1 CRM.OUTCOME_UNCERTAIN');
    const again = await crm.review({ kind: 'open-case', factId: first.factId });
    expect((await crm.outcome(again.actionId)).data).toMatchObject({ operation: 'created' });
    expect(crm.crm.records('tickets')).toHaveLength(2);
  });
});

describe('a CRM that is not there', () => {
  it('delays and loses nothing', async () => {
    crm = await startCrmService({ down: 'unreachable' });
    crm.work();
    const actions = await Promise.all([crm.review({ kind: 'open-case' }), crm.review({ kind: 'call-note' }), crm.review({ kind: 'cancel-order' })]);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await Promise.all(actions.map(({ actionId }) => crm.events(actionId)))).toEqual([[], [], []]);
    crm.crm.setHabits({ down: 'no' });
    for (const { actionId } of actions) expect(await crm.outcome(actionId, 30_000)).toMatchObject({ type: 'crm.record-updated.v1' });
  });

  it('is asked again no sooner than it said', async () => {
    crm = await startCrmService({ rateLimitNext: 1, retryAfterSeconds: 2 });
    crm.work();
    const begun = Date.now();
    await crm.outcome((await crm.review({})).actionId);
    expect(Date.now() - begun).toBeGreaterThan(2_000);
  });

  it('to the last attempt becomes a review item', async () => {
    crm = await startCrmService({ down: 'unavailable' });
    const handler = crm.handler();
    Object.assign(handler, { maxAttempts: 2 });
    crm.work(handler);
    expect(ended(await crm.outcome((await crm.review({})).actionId))).toBe('crm.update-refused.v1 CRM.UNREACHABLE');
  });
});
