import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, isOurs, ownerPid } from './processes.js';
import { serverOf, type RunningServer } from './running-server.js';

interface State {
  readonly url: string;
  readonly pid: number;
  /** The test run that started it; when that is dead, its folder may go. */
  readonly owner: number;
}

/** A server that the specs of one worker of a test run share. */
export interface SharedServer {
  /** The worker's server: started by the first spec that asks. */
  get(): Promise<RunningServer>;
  /** Stops those of all workers, if any were started, and removes their data. */
  stop(): Promise<void>;
}

/** One server per worker, in `<home>/run-<pid of the run>.<worker>`; what runs that are dead left behind is removed. */
export function sharedServer(home: string, start: (dir: string) => Promise<RunningServer>): SharedServer {
  const runDir = (): string => path.join(home, `run-${ownerPid()}.${process.env.JEST_WORKER_ID ?? 1}`);
  return {
    async get() {
      const dir = runDir();
      const known = await stateIn(dir);
      if (known && isAlive(known.pid)) return serverOf(known.url, known.pid);
      await removeLeftovers(home);
      await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      await mkdir(dir, { recursive: true });
      const server = await start(dir);
      const state: State = { url: server.url, pid: server.pid, owner: ownerPid() };
      await writeFile(path.join(dir, 'state.json'), JSON.stringify(state));
      return server;
    },
    async stop() {
      for (const { name, owner } of await runsIn(home)) if (owner === ownerPid()) await stopIn(path.join(home, name));
    },
  };
}

async function runsIn(home: string): Promise<{ name: string; owner: number }[]> {
  const names = await readdir(home).catch(() => []);
  return names.flatMap((name) => {
    const owner = Number(/^run-(\d+)(?:\.\d+)?$/.exec(name)?.[1]);
    return owner ? [{ name, owner }] : [];
  });
}

async function removeLeftovers(home: string): Promise<void> {
  for (const { name, owner } of await runsIn(home)) if (!isAlive(owner)) await stopIn(path.join(home, name));
}

async function stopIn(dir: string): Promise<void> {
  const state = await stateIn(dir);
  if (state && isOurs(state.pid, dir)) await serverOf(state.url, state.pid).stop();
  await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

async function stateIn(dir: string): Promise<State | undefined> {
  return readFile(path.join(dir, 'state.json'), 'utf8').then(
    (text) => JSON.parse(text) as State,
    () => undefined,
  );
}
