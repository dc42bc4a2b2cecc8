import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { clientOf, type RunningCallmesh } from './running-callmesh.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const START_MS = 300_000;

interface InstanceFile {
  readonly pid: number;
  readonly url: string;
}

/** Starts the distributed system on this machine (Kafka, registry, S3, Postgres, each service a process) without speech, and waits until it is ready. */
export async function startStack(dataDir: string, env: Readonly<Record<string, string>>): Promise<RunningCallmesh> {
  const child = spawn(process.execPath, ['apps/callmesh/dist/main.js', '--data', dataDir, 'stack'], {
    cwd: root,
    env: { ...process.env, CALLMESH_PORT: '0', CALLMESH_LOG_LEVEL: 'warn', CALLMESH_NO_SPEECH: '1', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => (said = (said + String(text)).slice(-5_000)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const read = async <T>(file: string): Promise<T> => JSON.parse(await readFile(path.join(dataDir, file), 'utf8')) as T;
  for (const until = Date.now() + START_MS; ; await sleep(250)) {
    const instance = await read<InstanceFile>('instance.json').catch(() => undefined);
    if (instance?.pid === child.pid && instance !== undefined) {
      const { admin } = await read<{ admin: string }>('keys.json');
      const stop = async (): Promise<void> => {
        child.kill('SIGTERM');
        await ended;
      };
      return { dataDir, pid: child.pid ?? 0, call: clientOf(instance.url, admin), stop };
    }
    if (child.exitCode !== null || Date.now() > until) throw new Error(`the distributed system did not come up:\n${said}`);
  }
}
