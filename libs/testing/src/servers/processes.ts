import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything that test servers write: what was fetched once, a folder per run. */
export const cacheFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../.cache');

/** The test run that servers started from here belong to. */
export const ownerPid = (): number => Number(process.env.CALLMESH_TEST_RUN ?? process.pid);

/** Whether a command is installed. */
export function runs(command: string, argument: string): boolean {
  return spawnSync(command, [argument], { stdio: 'ignore' }).status === 0;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A child that nobody has waited for yet is dead all the same.
  return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** Process ids are used again: only the process whose command line or environment names this folder is ours. */
export function isOurs(pid: number, dir: string): boolean {
  if (!isAlive(pid)) return false;
  const proc = `/proc/${pid}`;
  return !existsSync(proc) || ['cmdline', 'environ'].some((file) => readFileSync(`${proc}/${file}`, 'utf8').includes(dir));
}

/** A port of the loopback address that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Ends `pid` within about a second of the end of `owner`, however that ends: a small shell beside them watches both. A server that
 * a killed test run left behind would hold memory and ports until somebody looks.
 */
export function endWith(owner: number, pid: number): void {
  if (process.platform === 'win32') return;
  const watch = 'while kill -0 "$0" 2>/dev/null && kill -0 "$1" 2>/dev/null; do sleep 1; done; kill -9 "$1" 2>/dev/null';
  spawn('sh', ['-c', watch, String(owner), String(pid)], { stdio: 'ignore', detached: true }).unref();
}
