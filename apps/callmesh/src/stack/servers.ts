import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '@callmesh/testing/servers';
import { processBirth } from '../host/process-identity.js';
import { Backoff } from './backoff.js';

const LOOK_MS = 250;

/** A server beside the services, under supervision. */
export interface StackServer {
  readonly name: string;
  /** Of the process that runs now. */
  readonly pid: number;
  signal(signal: NodeJS.Signals): void;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/** What is told of a server's life. */
export interface ServerNews {
  readonly say: (message: string) => void;
  /** It runs as another process now. */
  readonly onRestart: () => void;
}

/** Starts a server, and again on its data whenever it dies. */
export async function supervised(name: string, { say, onRestart }: ServerNews, start: () => Promise<RunningServer>): Promise<StackServer> {
  let current = await start();
  const stopped = new AbortController();
  const pause = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal: stopped.signal }).catch(() => undefined);
  const supervise = async (): Promise<void> => {
    for (const backoff = new Backoff(); !stopped.signal.aborted; ) {
      const since = Date.now();
      while (!stopped.signal.aborted && (await processBirth(current.pid)) !== undefined) await pause(LOOK_MS);
      if (stopped.signal.aborted) return;
      say(`${name} (process ${current.pid}) ended by itself: it is started again`);
      await pause(backoff.next(Date.now() - since));
      if (stopped.signal.aborted) return;
      try {
        current = await start();
        say(`${name} runs again (process ${current.pid})`);
        onRestart();
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const supervision = supervise();
  return {
    name,
    get pid() {
      return current.pid;
    },
    signal: (signal) => {
      try {
        process.kill(current.pid, signal);
      } catch {
        // It has just ended; the supervision says so.
      }
    },
    async stop() {
      stopped.abort();
      await supervision;
      await current.stop();
    },
  };
}
