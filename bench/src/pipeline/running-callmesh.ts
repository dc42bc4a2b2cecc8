import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** A callmesh in a process of its own, warm: its speech model is in memory. */
export interface RunningCallmesh {
  readonly dataDir: string;
  readonly pid: number;
  call<T>(method: 'GET' | 'POST', route: string, body?: FormData): Promise<T | undefined>;
  stop(): Promise<void>;
}

/** Starts `callmesh start` on a data directory of its own and waits for its speech model, unless no speech is wanted. */
export async function startCallmesh(dataDir: string, env: Readonly<Record<string, string>>, { speech = true } = {}): Promise<RunningCallmesh> {
  const child = spawn(process.execPath, ['apps/callmesh/dist/main.js', 'start', '--json', '--port', '0', '--data', dataDir], {
    cwd: root,
    env: { ...process.env, CALLMESH_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const { url } = await firstAnswer(child);
  const { admin } = JSON.parse(await readFile(path.join(dataDir, 'keys.json'), 'utf8')) as { admin: string };
  const call = clientOf(url, admin);
  for (let warm = !speech; !warm; await sleep(200)) {
    const health = await call<{ checks: { name: string; remark?: string }[] }>('GET', '/health/ready');
    warm = health?.checks.some(({ name, remark }) => name === 'speech' && remark === undefined) ?? false;
  }
  return {
    dataDir,
    pid: child.pid ?? 0,
    call,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Asks an API with a key; undefined when it refuses. */
export function clientOf(url: string, key: string): RunningCallmesh['call'] {
  return async <T>(method: string, route: string, body?: FormData): Promise<T | undefined> => {
    const response = await fetch(`${url}${route}`, { method, headers: { authorization: `Bearer ${key}` }, ...(body && { body }) });
    return response.ok ? ((await response.json()) as T) : undefined;
  };
}

function firstAnswer(child: ChildProcess): Promise<{ url: string }> {
  let stdout = '';
  return new Promise((resolve, reject) => {
    child.once('close', (code) => reject(new Error(`callmesh ended with ${code} before it was ready`)));
    child.stdout?.on('data', (text) => {
      stdout += String(text);
      if (stdout.trimEnd().endsWith('}')) resolve(JSON.parse(stdout) as { url: string });
    });
  });
}
