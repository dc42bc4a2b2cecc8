import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Processes that still name a folder in their command line, after a moment to end; [] where the system does not tell. */
export async function processEnd(folder: string): Promise<string[]> {
  let found: string[] = [];
  for (const until = Date.now() + 5_000; Date.now() < until; await sleep(100)) {
    found = await naming(folder);
    if (found.length === 0) return found;
  }
  return found;
}

async function naming(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.map((line) => line.replaceAll('\0', ' ')).filter((line) => line.includes(folder));
}
