import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { goodManners, startDemoCrm } from '@callmesh/demo-crm';
import type { Bench } from '../bench.js';
import { startCallmesh } from '../pipeline/running-callmesh.js';
import { feed } from '../throughput/feed.js';

const CALLS = 1_000;
const UTTERANCES = 70;
const TARGET_MB = 600;
/** So that what the last call left behind is collected. */
const REST_MS = 5_000;

/** Proportional set size of callmesh and its Postgres in embedded mode, after a thousand calls. */
export const memoryBench: Bench = {
  about: `memory (PSS) of callmesh and its Postgres in embedded mode after ${CALLS} calls, MB [calls]; Linux only`,
  async run(progress, [given]) {
    const calls = Number(given ?? CALLS);
    const crm = await startDemoCrm({ port: 0, badHabits: goodManners });
    const folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-bench-'));
    await chmod(folder, 0o711);
    const callmesh = await startCallmesh(folder, { CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token, WHISPER_URL: 'http://127.0.0.1:9' }, { speech: false });
    try {
      await sleep(REST_MS);
      const atStart = await measure(callmesh.pid);
      const { statuses } = await feed(callmesh.call, { calls, utterances: UTTERANCES, clients: 8, from: 0 }, progress);
      await sleep(REST_MS);
      const after = await measure(callmesh.pid);
      const met = after.totalMb <= TARGET_MB && statuses['completed'] === calls;
      const text = `after ${calls} calls: Node ${after.nodeMb} MB + Postgres ${after.postgresMb} MB = ${after.totalMb} MB PSS (at start ${atStart.totalMb}; target ${TARGET_MB}); ${JSON.stringify(statuses)}`;
      return { figures: { bench: 'memory', target: TARGET_MB, met, calls, atStart, after, statuses }, text, met };
    } finally {
      await callmesh.stop();
      await crm.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

interface Memory {
  readonly nodeMb: number;
  readonly postgresMb: number;
  readonly totalMb: number;
}

/** Of the process and all that it started; Postgres by its name. */
async function measure(root: number): Promise<Memory> {
  const parents = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0));
  }
  const descends = (pid: number): boolean => pid === root || (parents.has(pid) && descends(parents.get(pid) ?? 0));
  let node = 0;
  let postgres = 0;
  for (const pid of parents.keys()) {
    if (!descends(pid)) continue;
    const pss = Number(/^Pss:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => ''))?.[1] ?? 0);
    if ((await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).startsWith('postgres')) postgres += pss;
    else node += pss;
  }
  const mb = (kb: number): number => Math.round(kb / 1_024);
  return { nodeMb: mb(node), postgresMb: mb(postgres), totalMb: mb(node + postgres) };
}
