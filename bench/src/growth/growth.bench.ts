import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FEED_START, readFeed, startEmbeddedPostgres, type FeedCursor } from '@callmesh/event-sourcing';
import { measure, median } from '../append/measure.js';
import { cancellation } from '../append/payload.js';
import type { Bench } from '../bench.js';
import { fill } from '../rebuild/fill.js';
import { storeUnderTest, type StoreUnderTest } from '../store-under-test.js';

const SMALL = 10_000;
const LARGE = 100_000;
const ROUNDS = 5;
const RUN_MS = 1_500;
/** Events that a relay reads in one run, the youngest of the store, several times over. */
const READ = 5_000;
const PASSES = 8;
const LEAST_RATIO = 0.9;
const MOST_MEMORY_MB = 20;

/** What a store of some size gives. */
interface Standing {
  readonly events: number;
  /** Events per second of 16 clients. */
  readonly append: number;
  /** Events per second that a relay reads and opens. */
  readonly relay: number;
}

/** Whether ten times the events make anything slower, or the process larger. */
export const growthBench: Bench = {
  about: `append, relay's reading and memory with ${SMALL} and with ${LARGE} events in the store`,
  async run(progress) {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-bench-'));
    const server = await startEmbeddedPostgres({ dataDir, ephemeral: true, log: () => undefined });
    const small = await storeUnderTest(server.url);
    const large = await storeUnderTest(server.url);
    try {
      await fill(small.db, small.store, SMALL, progress);
      await fill(large.db, large.store, LARGE, progress);
      // Warm, and in turns, so that neither profits from the other's place in time.
      for (const one of [small, large]) await appendRate(one, 3_000);
      const before = memoryMb();
      const runs = { small: { append: [] as number[], relay: [] as number[] }, large: { append: [] as number[], relay: [] as number[] } };
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [name, one] of round % 2 === 0 ? ([['small', small], ['large', large]] as const) : ([['large', large], ['small', small]] as const)) {
          runs[name].append.push(await appendRate(one, RUN_MS));
          runs[name].relay.push(await relayRate(one));
        }
        progress(`round ${round + 1} of ${ROUNDS}`);
      }
      const after = memoryMb();
      const few: Standing = { events: SMALL, append: median(runs.small.append), relay: median(runs.small.relay) };
      const many: Standing = { events: LARGE, append: median(runs.large.append), relay: median(runs.large.relay) };
      const appended = Math.round(((sum(runs.small.append) + sum(runs.large.append)) * RUN_MS) / 1_000);
      const grown = after - before;
      const ratios = { append: ratio(many.append, few.append), relay: ratio(many.relay, few.relay) };
      const met = ratios.append >= LEAST_RATIO && ratios.relay >= LEAST_RATIO && grown <= MOST_MEMORY_MB;
      const text = [
        ...[few, many].map((s) => `${String(s.events).padStart(7)} events: append ${s.append}/s, relay reads ${s.relay}/s`),
        `ratio append ${ratios.append}, relay ${ratios.relay} (at least ${LEAST_RATIO}); process ${before.toFixed(1)} MB, after ${appended} events more ${after.toFixed(1)} MB (at most ${MOST_MEMORY_MB} more)`,
      ].join('\n');
      return { figures: { bench: 'growth', target: LEAST_RATIO, met, standings: [few, many], ratios, memory: { appended, beforeMb: Math.round(before), afterMb: Math.round(after) }, runs }, text, met };
    } finally {
      await small.close();
      await large.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const ratio = (many: number, few: number): number => Math.round((many / few) * 100) / 100;

function appendRate({ db, store }: StoreUnderTest, ms: number): Promise<number> {
  const run = randomUUID();
  const append = async (streamId: string, version: number, count: number): Promise<void> => {
    const conversationId = `0d5f6a7c-2e11-5d0b-9a39-${String(Number.parseInt(streamId.slice(-2), 10) % 64 || 0).padStart(12, '0')}`;
    const events = Array.from({ length: count }, () => cancellation(conversationId));
    await db.transaction('acme', (tx) => store.appendWithCommit(tx, `${run}-${streamId}`, version, events, { conversationId, causationId: null, time: '2026-03-02T10:15:30.000Z' }));
  };
  return measure({ name: 'callmesh', append, close: () => Promise.resolve() }, { clients: 16, events: 1, streams: 'new' }, ms).then(Math.round);
}

/** The feed's last events, read as the relay reads them: in batches behind a cursor. */
async function relayRate({ db }: StoreUnderTest): Promise<number> {
  const { rows } = await db.workerQuery<{ transactionId: string; position: string }>(
    `select e.transaction_id::text as "transactionId", e.global_position::text as position from events e order by e.transaction_id desc, e.global_position desc offset $1 limit 1`,
    [READ],
  );
  const from: FeedCursor = rows[0] ?? FEED_START;
  let read = 0;
  const began = performance.now();
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let feed = await readFeed(db, from, 500); feed.rows.length > 0; feed = await readFeed(db, feed.cursor, 500)) read += feed.rows.length;
  }
  return Math.round(read / ((performance.now() - began) / 1_000));
}

/** Used heap and buffers of this process after a collection, MB. */
function memoryMb(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}
