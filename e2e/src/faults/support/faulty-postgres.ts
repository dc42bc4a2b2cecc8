import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@callmesh/event-sourcing';

/** A Postgres of a scenario's own, supervised as in the product, to be broken from outside. */
export interface FaultyPostgres {
  /** Superuser's. */
  readonly url: string;
  /** What its supervisor said. */
  readonly said: readonly string[];
  /** SIGKILL of the server and its backends; resolves when the supervisor has it running again. */
  kill(): Promise<void>;
  /** SIGSTOP of the server and every backend for so long. */
  pause(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one; with everything on that makes commits durable. */
export async function startFaultyPostgres(dataDir: string, settings: Readonly<Record<string, string>> = {}): Promise<FaultyPostgres> {
  const said: string[] = [];
  const server = await startEmbeddedPostgres({ dataDir, ephemeral: true, log: (line) => said.push(line), settings });
  const signalAll = (signal: NodeJS.Signals): void => {
    for (const pid of [server.pid(), ...childrenOf(server.pid())]) send(pid, signal);
  };
  return {
    url: server.url,
    said,
    async kill() {
      const before = server.pid();
      signalAll('SIGKILL');
      for (const until = Date.now() + 60_000; server.pid() === before; await sleep(20)) if (Date.now() > until) throw new Error('the supervisor did not start Postgres again within a minute');
    },
    async pause(ms) {
      signalAll('SIGSTOP');
      // Backends that were just being forked.
      signalAll('SIGSTOP');
      await sleep(ms);
      signalAll('SIGCONT');
    },
    stop: () => server.stop(),
  };
}

/** Process ids whose parent is this one. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      // The name in parentheses may hold spaces; the parent is the second field behind it.
      return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]) === parent;
    } catch {
      return false;
    }
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended.
  }
}
