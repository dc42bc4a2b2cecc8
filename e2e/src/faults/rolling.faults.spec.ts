import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@callmesh/contracts';
import { kafkaMissing } from '@callmesh/testing';
import { handIn as upload } from '../support/calls.js';
import { eventually, newDataDir, removeDataDir } from '../support/callmesh-process.js';
import { startStack, type StackProcess } from '../support/stack-process.js';
import { scenario } from './support/scenario.js';
import { services } from './support/stores.js';
import { handIn, transcripts } from './support/traffic.js';

const CALLS = Number(process.env.FAULT_CALLS ?? 200);

describe('the distributed system behind its gateway', () => {
  let dataDir: string;
  let stack: StackProcess;

  afterAll(async () => {
    stack?.kill('SIGTERM');
    await stack?.ended;
    if (dataDir) await removeDataDir(dataDir);
  }, 120_000);

  /** The process of one instance, once it is another than before. */
  const pidOf = (name: string, not?: number): Promise<number> =>
    eventually(`another process of ${name}`, async () => (await stack.processes()).find((one) => one.name === name && one.pid !== not)?.pid, 120_000);

  scenario({
    fault: 'a rolling restart of every service under load',
    injected: 'two instances of each service behind the gateway; SIGTERM to one after the other, the next once the last is back',
    missing: kafkaMissing(),
    run: async (run) => {
      dataDir = await newDataDir();
      stack = await startStack(dataDir, { args: ['--instances', services.map((service: ServiceName) => `${service}=2`).join(',')] });
      let reads = 0;
      const faults: string[] = [];
      let over = false;
      // People at their screens meanwhile: every read of every kind is to be answered.
      const reading = (async () => {
        const { adminKey, operatorKey } = stack;
        const routes = [['/api/v1/queue', adminKey], ['/api/v1/conversations', adminKey], ['/api/v1/insights?days=7', adminKey], ['/api/v1/jobs', adminKey], ['/api/v1/parked', operatorKey]] as const;
        for (; !over; reads += 1) {
          const [route, key] = routes[reads % routes.length] ?? routes[0];
          const status = await stack.call('GET', route, { key }).then(({ status: got }) => got, (error: unknown) => String(error));
          if (status !== 200) faults.push(`${route}: ${status}`);
          await sleep(40);
        }
      })();
      const traffic = handIn(await transcripts(CALLS), (call) => upload(stack, call), { pauseMs: 400 });
      const began = Date.now();
      for (const service of services) {
        for (const instance of [1, 2]) {
          const name = `${service}-${instance}`;
          const pid = await pidOf(name);
          process.kill(pid, 'SIGTERM');
          await pidOf(name, pid);
          await eventually(`${name} to take requests`, async () => ((await stack.call('GET', '/health/ready', { key: null })).status === 200 ? true : undefined), 120_000);
        }
      }
      const restartMs = Date.now() - began;
      await traffic.done;
      over = true;
      await reading;
      run.observe(`12 processes restarted in ${Math.round(restartMs / 1_000)} s; ${traffic.acknowledged.length} uploads and ${reads} reads meanwhile, ${traffic.failures.length + faults.length} client errors`);
      expect({ uploads: traffic.failures, reads: faults }).toEqual({ uploads: [], reads: [] });
      for (const { conversationId } of traffic.acknowledged) {
        await eventually(`the end of ${conversationId}`, async () => {
          const { status, body } = await stack.call('GET', `/api/v1/conversations/${conversationId}/thread`);
          return status === 200 && (body as { settled: boolean }).settled ? true : undefined;
        }, 240_000);
      }
    },
  });
});
