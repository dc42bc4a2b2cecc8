import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { goodManners, startDemoCrm } from '@callmesh/demo-crm';
import type { Bench } from '../bench.js';
import { startCallmesh } from '../pipeline/running-callmesh.js';
import { feed } from './feed.js';

const CALLS = 3_000;
const UTTERANCES = 70;
const CLIENTS = 8;
const WARM_UP = 100;
const TARGET_PER_SECOND = 40;

/** Imported transcripts through all of callmesh in embedded mode, until their last action. */
export const throughputBench: Bench = {
  about: `imported transcripts of ${UTTERANCES} utterances per second in embedded mode, until the last action [calls, default ${CALLS}]`,
  async run(progress, [given]) {
    const calls = Number(given ?? CALLS);
    const crm = await startDemoCrm({ port: 0, badHabits: goodManners });
    const folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-bench-'));
    await chmod(folder, 0o711);
    // No speech is needed; an address that nobody answers at saves its start.
    const callmesh = await startCallmesh(folder, { CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token, WHISPER_URL: 'http://127.0.0.1:9' }, { speech: false });
    try {
      await feed(callmesh.call, { calls: WARM_UP, utterances: UTTERANCES, clients: CLIENTS, from: 0 }, () => undefined);
      const fed = await feed(callmesh.call, { calls, utterances: UTTERANCES, clients: CLIENTS, from: WARM_UP }, progress);
      const perSecond = Math.round((calls / fed.totalMs) * 10_000) / 10;
      const met = perSecond >= TARGET_PER_SECOND && fed.statuses['completed'] === calls;
      const text = `${calls} transcripts of ${UTTERANCES} utterances in ${(fed.totalMs / 1000).toFixed(1)} s: ${perSecond} per second (target ${TARGET_PER_SECOND}); ${JSON.stringify(fed.statuses)}`;
      return { figures: { bench: 'throughput', target: TARGET_PER_SECOND, met, utterances: UTTERANCES, clients: CLIENTS, perSecond, ...fed }, text, met };
    } finally {
      await callmesh.stop();
      await crm.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};
