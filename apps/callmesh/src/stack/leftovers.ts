import { setTimeout as sleep } from 'node:timers/promises';
import { readJson, writePrivateJson } from '../host/private-file.js';
import { processBirth } from '../host/process-identity.js';

const PATIENCE_MS = 15_000;

interface Listed {
  readonly name: string;
  readonly pid: number;
  readonly birth: string | undefined;
}

/** Writes down which processes run on a data directory, for whoever starts on it after this process was killed. */
export async function listProcesses(file: string, processes: readonly { readonly name: string; readonly pid: number }[]): Promise<void> {
  const listed = await Promise.all(processes.map(async ({ name, pid }): Promise<Listed> => ({ name, pid, birth: await processBirth(pid) })));
  await writePrivateJson(file, listed);
}

/** Ends what a killed predecessor left. They end by themselves too, but the new ones would meet them on ports and data. */
export async function endLeftovers(file: string, say: (message: string) => void): Promise<void> {
  const listed = (await readJson<Listed[]>(file)) ?? [];
  for (const one of listed) {
    if (!(await lives(one))) continue;
    say(`${one.name} (process ${one.pid}) was left by a killed predecessor: it is ended`);
    process.kill(one.pid, 'SIGKILL');
    for (const until = Date.now() + PATIENCE_MS; (await lives(one)) && Date.now() < until; ) await sleep(50);
  }
}

async function lives({ pid, birth }: Listed): Promise<boolean> {
  const now = await processBirth(pid);
  return now !== undefined && now === birth;
}
