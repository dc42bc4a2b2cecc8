import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { apicurioMissing, startApicurio, type RunningServer } from '@callmesh/testing';
import { startHttpFront, type HttpFault, type HttpFront } from '@callmesh/testing/faults';
import { startEmbedded, type EmbeddedSystem } from './support/embedded.js';
import { scenario } from './support/scenario.js';
import { handIn, told, transcripts } from './support/traffic.js';
import { judge, sizes, untilRest } from './support/verdict.js';

const CALLS = 10;
const missing = apicurioMissing();

describe('the schema registry', () => {
  let dir: string;
  let registry: RunningServer;
  let front: HttpFront;
  let system: EmbeddedSystem | undefined;

  beforeAll(async () => {
    if (missing !== undefined) return;
    dir = mkdtempSync(path.join(os.tmpdir(), 'callmesh-registry-'));
    registry = await startApicurio({ dir });
    const url = registry.url;
    front = await startHttpFront(new URL(url).origin);
    await promisify(execFile)(process.execPath, ['apps/callmesh/dist/main.js', 'schemas', 'register'], { env: { ...process.env, NODE_OPTIONS: '', SCHEMA_REGISTRY_URL: url } });
  }, 240_000);
  afterEach(async () => {
    front?.behave();
    await system?.close();
    system = undefined;
  }, 60_000);
  afterAll(async () => {
    await front?.close();
    await registry?.stop();
    if (dir) rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  const underFault = (fault: string, injected: string, what: HttpFault): void =>
    scenario({
      fault,
      injected,
      missing,
      run: async (run) => {
        system = await startEmbedded({ seed: run.seed, env: { SCHEMA_REGISTRY_URL: `${front.url}${new URL(registry.url).pathname}` } });
        const before = front.requests.length;
        front.misbehave({ fault: what, times: 60 });
        const traffic = handIn(await transcripts(CALLS), system.intake);
        await traffic.done;
        await untilRest(system, 240_000);
        front.behave();
        const redriven = await redriveAll(system);
        await untilRest(system, 240_000);
        const { history, violations } = await judge(system, traffic.acknowledged);
        const met = front.requests.slice(before).filter((request) => request.fault !== null).length;
        run.observe(`${met} of ${front.requests.length - before} requests met the fault; ${redriven} messages were parked and driven again; ${told(traffic)}; ${sizes(history)}`);
        expect(violations).toEqual([]);
        // Parked is not lost, and not the end.
        expect(history.consumed.filter(({ state }) => state === 'parked')).toEqual([]);
        expect(history.outside.length).toBeGreaterThan(CALLS);
      },
    });

  underFault('the registry answers 500', 'the front answers every request after the start with 500, sixty times', { kind: 'status', status: 500, body: '{"error_code":50001,"message":"Error in the backend data store"}' });
  underFault('the registry is slow', 'the front delays every request after the start by 3 s, sixty times', { kind: 'slow', ms: 3_000 });
  underFault('the registry answers 409', 'the front answers every request after the start with 409, sixty times', { kind: 'status', status: 409, body: '{"error_code":40901,"message":"Incompatible schema"}' });
});

/** What an operator does once the registry is well again: a client that just met its faults lets it rest for ten seconds, and says so. */
async function redriveAll(system: EmbeddedSystem): Promise<number> {
  const callmesh = system.process();
  const key = callmesh.operatorKey;
  const driven = new Set<string>();
  for (const until = Date.now() + 60_000; ; await sleep(1_000)) {
    const parked = (await callmesh.call('GET', '/api/v1/parked', { key })).body as { id: string; group: string }[];
    if (parked.length === 0 || Date.now() > until) return driven.size;
    for (const { id, group } of parked) {
      driven.add(`${group} ${id}`);
      expect((await callmesh.call('POST', `/api/v1/parked/${group}/${id}/redrive`, { key })).status).toBe(200);
    }
  }
}
