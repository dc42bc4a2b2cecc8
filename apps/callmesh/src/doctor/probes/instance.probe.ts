import { createServer } from 'node:net';
import type { InstanceFile } from '../../host/data-directory.js';
import { processBirth } from '../../host/process-identity.js';
import { fault, note, ok, type Finding } from '../finding.js';
import type { Probe } from '../probe.js';

const ANSWER_MS = 5_000;

/** The instance on this data directory; where none runs, the port that one would take. */
export const instanceProbe: Probe = {
  name: 'instance',
  async look({ instance, env }) {
    const isAlive = instance !== undefined && (await processBirth(instance.pid)) !== undefined;
    return [running(instance, isAlive), ...(isAlive ? await health(instance) : [await port(env?.CALLMESH_PORT ?? 8400)])];
  },
};

function running(instance: InstanceFile | undefined, isAlive: boolean): Finding {
  const check = 'instance';
  if (!instance) return note(check, 'none runs on this data directory', '`callmesh start` starts one');
  if (!isAlive) return note(check, `process ${instance.pid} was killed`, '`callmesh start` takes over what it left');
  return ok(check, `process ${instance.pid} at ${instance.url} since ${instance.startedAt}`);
}

async function health(instance: InstanceFile): Promise<Finding[]> {
  const response = await fetch(`${instance.url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => undefined);
  if (!response) return [fault('health', `${instance.url} does not answer`, 'look into its log')];
  const { checks = [] } = (await response.json().catch(() => ({}))) as { checks?: { name: string; ok: boolean; remark?: string }[] };
  return checks.map(({ name, ok: works, remark }) => (works ? ok(name, remark ?? 'works') : fault(name, remark ?? 'does not work', 'look into the instance’s log for it')));
}

async function port(wanted: number): Promise<Finding> {
  const check = `port ${wanted}`;
  if (wanted === 0) return ok(check, 'a free one is taken');
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(wanted, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  return free ? ok(check, 'free') : fault(check, 'taken by another program', 'stop it, or set CALLMESH_PORT');
}
