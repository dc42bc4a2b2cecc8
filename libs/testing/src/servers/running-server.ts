import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWith, isAlive, ownerPid } from './processes.js';

/** A JVM on a machine that is busy with everything else takes its time. */
const READY_MS = 180_000;
const STOP_MS = 10_000;

/** A real server as a process of its own, with the signals that fault tests send. */
export interface RunningServer {
  /** Base address. */
  readonly url: string;
  readonly pid: number;
  /** SIGKILL, as a crash. */
  kill(): Promise<void>;
  /** SIGSTOP: it accepts connections and answers nothing. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
  /** SIGTERM, and SIGKILL when it has not ended after 10 s. */
  stop(): Promise<void>;
}

/** How to start a server. */
export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Its output; shown when it does not start. */
  readonly logFile: string;
  readonly url: string;
  /** Answers with 200 once the server is ready. */
  readonly healthUrl: string;
}

/** Starts a server that ends with the test run, and waits until it is ready. @throws with the end of its output. */
export async function startServer({ name, command, args, env, logFile, url, healthUrl }: ServerCommand): Promise<RunningServer> {
  const log = await open(logFile, 'a');
  const child = spawn(command, args, { stdio: ['ignore', log.fd, log.fd], env: { ...process.env, ...env } });
  const failed = new Promise<Error>((resolve) => child.once('error', resolve));
  child.unref();
  await log.close();
  if (child.pid === undefined) throw new Error(`${name} did not start: ${(await failed).message}`);
  endWith(ownerPid(), child.pid);
  for (const deadline = Date.now() + READY_MS; !(await answers(healthUrl)); await sleep(100)) {
    if (hasEnded(child) || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${name} did not start:\n${(await readFile(logFile, 'utf8')).slice(-2_000)}`);
    }
  }
  return serverOf(url, child.pid);
}

/** A server by its process id, also one that another process of the same test run started. */
export function serverOf(url: string, pid: number): RunningServer {
  const signal = (name: NodeJS.Signals): void => {
    if (isAlive(pid)) process.kill(pid, name);
  };
  const ended = async (ms: number): Promise<boolean> => {
    for (const deadline = Date.now() + ms; isAlive(pid) && Date.now() < deadline; ) await sleep(25);
    return !isAlive(pid);
  };
  const kill = async (): Promise<void> => {
    signal('SIGKILL');
    await ended(STOP_MS);
  };
  return {
    url,
    pid,
    kill,
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    async stop() {
      signal('SIGTERM');
      signal('SIGCONT');
      if (!(await ended(STOP_MS))) await kill();
    },
  };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
    () => false,
  );
}
