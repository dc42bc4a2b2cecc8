import { createTestService, type TestService } from '@callmesh/testing';
import type { StoredEvent } from '../event-store.port.js';
import { applied, contextOf } from '../testing/fixtures.js';
import { readUntil } from '../testing/read-all.js';

let service: TestService;

beforeAll(async () => {
  service = await createTestService({ schema: 'human_review', service: 'human-review' });
});
afterAll(() => service.drop());

/** An append that is all its transaction does. */
function appendAlone(stream: string, version = 0, { tenant = 'acme', time = '2025-03-03T10:00:00.000Z' } = {}): Promise<StoredEvent[]> {
  return service.db.transaction(tenant, (tx) => service.store.appendWithCommit(tx, stream, version, [applied(stream, 'c1')], { ...contextOf('c1'), time }));
}

/** How many events of this test were committed by each transaction. */
async function perTransaction(prefix: string): Promise<number[]> {
  const { rows } = await service.db.workerQuery<{ events: number }>('select count(*)::int as events from events where stream_id like $1 group by transaction_id order by 1 desc', [`${prefix}%`]);
  return rows.map(({ events }) => events);
}

const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

describe('appends that are all their transactions do', () => {
  it('share a commit when they meet', async () => {
    await Promise.all(names('action-meet-', 40).map((stream) => appendAlone(stream)));
    const commits = await perTransaction('action-meet-');
    expect(commits.reduce((sum, events) => sum + events, 0)).toBe(40);
    expect(commits.length).toBeLessThan(10);
  });

  it('fail for themselves alone when their stream has moved on', async () => {
    await appendAlone('action-moved-3');
    const streams = names('action-moved-', 8);
    const outcomes = await Promise.allSettled(streams.map((stream) => appendAlone(stream)));
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(streams.map((_, i) => i !== 3));
    expect(outcomes[3]).toMatchObject({ reason: { code: '40001', message: expect.stringContaining('action-moved-3') as string } });
    const stored = await readUntil(service.db, (rows) => rows.filter(({ streamId }) => streamId.startsWith('action-moved-')).length === 8);
    expect(stored.filter(({ streamId }) => streamId === 'action-moved-3')).toHaveLength(1);
  });

  it('fail for themselves alone when the database refuses what they say', async () => {
    const outcomes = await Promise.allSettled(names('action-said-', 6).map((stream, i) => appendAlone(stream, 0, i === 2 ? { time: 'not a time' } : {})));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect(outcomes[2]).toMatchObject({ reason: { code: '22007' } });
  });

  it('of one stream come one after the other, each where the one before has ended', async () => {
    const [first, second, third] = await Promise.all([appendAlone('action-chain', 0), appendAlone('action-chain', 1), appendAlone('action-chain', 2)]);
    expect([first, second, third].map((events) => events?.[0]?.version)).toEqual([1, 2, 3]);
  });

  it('of different tenants stay apart', async () => {
    await Promise.all(names('action-tenants-', 10).map((stream, i) => appendAlone(stream, 0, { tenant: i % 2 === 0 ? 'acme' : 'globex' })));
    const seen = async (tenant: string): Promise<string[]> => {
      const { rows } = await service.db.transaction(tenant, (tx) => tx.query<{ stream_id: string }>(`select stream_id from events where stream_id like 'action-tenants-%' order by 1`));
      return rows.map((row) => row.stream_id);
    };
    expect(await seen('acme')).toEqual([0, 2, 4, 6, 8].map((i) => `action-tenants-${i}`));
    expect(await seen('globex')).toEqual([1, 3, 5, 7, 9].map((i) => `action-tenants-${i}`));
  });

  it('may not leave the tenant of a longer transaction', async () => {
    const work = service.db.transaction('acme', async (tx) => {
      await tx.query('select 1');
      await service.store.append({ ...tx, tenantId: 'globex' }, 'action-strayed', 0, [applied('strayed', 'c1')], contextOf('c1'));
    });
    await expect(work).rejects.toMatchObject({ code: '42501' });
  });
});
