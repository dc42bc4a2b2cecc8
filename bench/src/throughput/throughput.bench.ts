import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { goodManners, startDemoCrm } from '@callmesh/demo-crm';
import type { Bench } from '../bench.js';
import { startCallmesh } from '../pipeline/running-callmesh.js';
import { startStack } from '../pipeline/running-stack.js';
import { feed } from './feed.js';

const CALLS = 3_000;
const UTTERANCES = 70;
const CLIENTS = 8;
const WARM_UP = 100;
const TARGET_PER_SECOND = { embedded: 40, stack: 20 };

/** Imported transcripts through all of callmesh until their last action: in embedded mode, or with `stack` through the distributed system on the same machine. */
export const throughputBench: Bench = {
  about: `imported transcripts of ${UTTERANCES} utterances per second until the last action, in embedded mode or distributed [stack] [calls, default ${CALLS}]`,
  async run(progress, args) {
    const mode = args.includes('stack') ? 'stack' : 'embedded';
    const target = TARGET_PER_SECOND[mode];
    const given = args.find((arg) => /^\d+$/.test(arg));
    const calls = Number(given ?? CALLS);
    const crm = await startDemoCrm({ port: 0, badHabits: goodManners });
    const folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-bench-'));
    await chmod(folder, 0o711);
    // No speech is needed; an address that nobody answers at saves its start.
    const env = { CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token, WHISPER_URL: 'http://127.0.0.1:9' };
    const callmesh = mode === 'stack' ? await startStack(folder, env) : await startCallmesh(folder, env, { speech: false });
    try {
      await feed(callmesh.call, { calls: WARM_UP, utterances: UTTERANCES, clients: CLIENTS, from: 0 }, () => undefined);
      const fed = await feed(callmesh.call, { calls, utterances: UTTERANCES, clients: CLIENTS, from: WARM_UP }, progress);
      const perSecond = Math.round((calls / fed.totalMs) * 10_000) / 10;
      const met = perSecond >= target && fed.statuses['completed'] === calls;
      const text = `${calls} transcripts of ${UTTERANCES} utterances in ${(fed.totalMs / 1000).toFixed(1)} s: ${perSecond} per second (${mode}; target ${target}); ${JSON.stringify(fed.statuses)}`;
      return { figures: { bench: 'throughput', mode, target, met, utterances: UTTERANCES, clients: CLIENTS, perSecond, ...fed }, text, met };
    } finally {
      await callmesh.stop();
      await crm.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};
