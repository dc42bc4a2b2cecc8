import type { ReceivedMessage } from '../bus.port.js';
import { noMetrics } from '../metrics.port.js';
import { TransientError } from '../reactor.js';
import type { BatchContext, Delivery } from './delivery.js';
import { retryTransient } from './retry-transient.js';
import { settle } from './settle.middleware.js';

const delivery = (key: string, position: string, more: Partial<Delivery> = {}): Delivery => ({
  message: { topic: 't', key, position, partition: 0, value: Buffer.alloc(0), headers: {}, timestamp: 0 } satisfies ReceivedMessage,
  type: 'action.applied.v1',
  tenantId: 'acme',
  ...more,
});

describe('settling a batch', () => {
  let runs: string[];
  let parked: { failed: string; attempts: number; rest: string[]; error: unknown }[];
  let heartbeats: number;
  const context: BatchContext = { group: 'g', topic: 't', heartbeat: () => Promise.resolve(void (heartbeats += 1)) };
  const run = (deliveries: readonly Delivery[], faults: Record<string, () => Error | undefined>): Promise<void> =>
    settle(retryTransient(noMetrics, { attempts: 3, baseMs: 1, maxMs: 2 }), async (failed, error, attempts, rest) => {
      await Promise.resolve();
      parked.push({ failed: failed.message.position, attempts, rest: rest.map((d) => d.message.position), error });
    })(deliveries, context, async (some) => {
      await Promise.resolve();
      runs.push(some.map((d) => d.message.position).join(' '));
      for (const { message } of some) {
        const fault = faults[message.position]?.();
        if (fault) throw fault;
      }
    });

  beforeEach(() => {
    runs = [];
    parked = [];
    heartbeats = 0;
  });

  it('runs a healthy batch once, whole', async () => {
    await run([delivery('a', '1'), delivery('b', '2')], {});
    expect(runs).toEqual(['1 2']);
  });

  it('runs each tenant by itself', async () => {
    await run([delivery('a', '1'), delivery('b', '2', { tenantId: 'globex' }), delivery('a', '3')], {});
    expect(runs).toEqual(['1 3', '2']);
  });

  it('never runs a later message of a key after an earlier one failed', async () => {
    const fault = new Error('poison');
    await run([delivery('a', '1'), delivery('a', '2'), delivery('b', '3'), delivery('a', '4'), delivery('b', '5')], { 2: () => fault });
    expect(runs[0]).toBe('1 2 3 4 5');
    expect(runs.filter((positions) => '124'.includes(positions))).toEqual(['1', '2']);
    expect(runs.filter((positions) => '35'.includes(positions))).toEqual(['3', '5']);
    expect(parked).toEqual([{ failed: '2', attempts: 1, rest: ['4'], error: fault }]);
  });

  it('does not try the whole batch when a message of it cannot be read', async () => {
    const fault = new Error('unreadable');
    await run([delivery('a', '1', { fault }), delivery('b', '2')], { 1: () => fault });
    expect(runs).toEqual(['1', '2']);
    expect(parked).toHaveLength(1);
  });

  it('tries a transient fault again, with heartbeats, then parks with the number of tries', async () => {
    await run([delivery('a', '1'), delivery('b', '2')], { 1: () => new TransientError('busy') });
    expect(runs.filter((positions) => positions === '1')).toHaveLength(3);
    expect(runs.filter((positions) => positions === '2')).toHaveLength(1);
    expect(parked).toMatchObject([{ failed: '1', attempts: 3 }]);
    expect(heartbeats).toBeGreaterThanOrEqual(3);
  });

  it('lets other keys go on while one is tried again', async () => {
    let tries = 0;
    await run([delivery('a', '1'), delivery('b', '2')], { 1: () => ((tries += 1) < 3 ? new TransientError('busy') : undefined) });
    expect(runs[0]).toBe('1 2');
    expect(runs.indexOf('2')).toBeLessThan(runs.lastIndexOf('1'));
    expect(parked).toEqual([]);
  });

  it('rejects the batch and parks nothing when the database is away', async () => {
    const away = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    await expect(run([delivery('a', '1')], { 1: () => away })).rejects.toBe(away);
    await expect(run([delivery('a', '1'), delivery('b', '2')], { 2: () => away })).rejects.toBe(away);
    expect(parked).toEqual([]);
  });
});
