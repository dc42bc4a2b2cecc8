import { randomUUID } from 'node:crypto';
import { bundledRegistry, type ActionAppliedV1 } from '@callmesh/contracts';
import { markProjection } from '@callmesh/event-sourcing';
import type { QueryRunner } from 'typeorm';
import type { Bus } from '../bus.port.js';
import type { CallmeshServer } from '../consumer/callmesh-server.js';
import { startRelay } from '../relay/relay.js';
import { startHistoryProvider } from '../replay/history-provider.js';
import type { Replay, ReplayRequest } from '../replay/replay.port.js';
import { ReplayRunner } from '../replay/replay-runner.js';
import { consumerHarness, until, type ConsumerHarness } from './consumer-harness.js';
import { ReviewWhenApplied } from './effect-reactors.js';

/** The harness's table of effects stands for a read model. */
class Marked1764000000950 {
  readonly name = 'Marked1764000000950';
  up = (runner: QueryRunner): Promise<void> => markProjection(runner, 'effects');
  down = (): Promise<void> => Promise.reject(new Error('forward-only'));
}

/** Conversations of the harness. */
export const KEYS = ['k0', 'k1', 'k2'];

/** A copy of the read model that takes the live one's place, unless a test wants something else. */
export const request = (change: Partial<ReplayRequest> = {}): ReplayRequest => ({ kind: 'copy', projection: 'effects', copy: 'rebuild', promotes: true, from: 'earliest', askedBy: 'test', ...change });

/** A service that appends, publishes, reacts to its own events, answers for its history, and replays. */
export interface ReplayHarness extends ConsumerHarness {
  readonly runner: ReplayRunner;
  /** Another process on the same service. */
  anotherRunner(): ReplayRunner;
  /** Appends events to the three conversations in turn, and waits until each has had its effect. */
  append(from: number, count: number, ageMs?: number): Promise<void>;
  /** The read model, sorted. */
  rows(): Promise<string[]>;
  ended(replay: Replay, phase?: Replay['phase'], runner?: ReplayRunner): Promise<Replay>;
}

/** Makes a {@link ReplayHarness}; the caller closes it. */
export async function replayHarness(bus?: Bus): Promise<ReplayHarness> {
  const harness = await consumerHarness(bus, [Marked1764000000950]);
  const { db, cipher, store } = harness.service;
  const shared = { service: 'human-review', db, bus: harness.bus, registry: bundledRegistry(), onError: (error: unknown) => void process.stderr.write(`${String(error)}\n`) } as const;
  const [server] = (await harness.start([ReviewWhenApplied], [{ service: 'human-review' }])) as [CallmeshServer];
  const relay = startRelay({ ...shared, cipher, exclusive: true });
  const history = await startHistoryProvider({ ...shared, cipher });
  const runners: ReplayRunner[] = [];
  const anotherRunner = (): ReplayRunner => {
    const made = new ReplayRunner({ ...shared, server, countJobs: () => Promise.resolve({}) });
    runners.push(made);
    return made;
  };
  const runner = anotherRunner();
  return {
    ...harness,
    runner,
    anotherRunner,
    async append(from, count, ageMs = 0) {
      for (let n = from; n < from + count; n += 1) {
        const key = KEYS[n % KEYS.length] ?? '';
        const data: ActionAppliedV1 = { actionId: randomUUID(), conversationId: key, kind: 'call-note', destination: 'hubspot', object: 'note', objectId: String(n) };
        await db.transaction('acme', async (tx) => {
          const { length } = await store.load(tx, `action-${key}`);
          await store.append(tx, `action-${key}`, length, [{ type: 'action.applied.v1', data }], { conversationId: key, causationId: null, time: new Date(Date.now() - ageMs).toISOString() });
        });
      }
      relay.wake();
      await until(async () => (await harness.effects()).length === from + count && (await relay.lag()) === 0);
    },
    rows: async () => (await harness.effects()).map(({ key, note }) => `${key} ${note}`).sort(),
    async ended({ id }, phase = 'done', by = runner) {
      await until(async () => ['done', 'failed', 'cancelled', phase].includes((await by.table.find(id)).phase));
      const found = await by.table.find(id);
      if (found.phase !== phase) throw new Error(`replay ${id} is ${found.phase}, not ${phase}: ${found.error}`);
      return found;
    },
    async close() {
      await Promise.all(runners.map((one) => one.stop()));
      await history.stop();
      await relay.stop();
      await harness.close();
    },
  };
}
