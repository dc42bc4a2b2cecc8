import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { rebuildProjection, startEmbeddedPostgres } from '@callmesh/event-sourcing';
import { median } from '../append/measure.js';
import type { Bench } from '../bench.js';
import { storeUnderTest } from '../store-under-test.js';
import { fill } from './fill.js';
import { KeptCancellations1764900000000, keptCancellations } from './kept-cancellations.js';

const EVENTS = 60_000;
const ROUNDS = 3;
const TARGET_PER_SECOND = 30_000;

/** A read model from zero: rows read in commit order, personal fields opened, Avro decoded, folded, written. */
export const rebuildBench: Bench = {
  about: `rebuild of a projection from ${EVENTS} events, events per second`,
  async run(progress) {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-bench-'));
    const server = await startEmbeddedPostgres({ dataDir, ephemeral: true, log: () => undefined });
    const { db, store, cipher, close } = await storeUnderTest(server.url, [KeptCancellations1764900000000]);
    try {
      await fill(db, store, EVENTS, progress);
      const rates: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const began = performance.now();
        const passed = await rebuildProjection(db, cipher, keptCancellations);
        rates.push(Math.round((passed / (performance.now() - began)) * 1_000));
        progress(`round ${round + 1} of ${ROUNDS}: ${passed} events, ${rates.at(-1)} per second`);
      }
      const perSecond = median(rates);
      const met = perSecond >= TARGET_PER_SECOND;
      return { figures: { bench: 'rebuild', target: TARGET_PER_SECOND, met, events: EVENTS, perSecond, rates }, text: `rebuild: ${perSecond} events per second (target ${TARGET_PER_SECOND})`, met };
    } finally {
      await close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
