import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@callmesh/event-sourcing';

/** How the local speech server is started. */
export interface SpeechServerOptions {
  /** Interpreter of its virtual environment. */
  readonly python: string;
  readonly script: string;
  /** Its standard error goes here. */
  readonly logFile: string;
  /** Told in one sentence when it had to be started again. */
  readonly log: (message: string) => void;
}

/** The local speech server under supervision. */
export interface SpeechServer {
  readonly url: string;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 5_000;
const LONGEST_PAUSE_MS = 15_000;

/** Starts it on a free port, and again on the same port whenever it dies. It ends by itself when this process is gone, however that happened. */
export async function startSpeechServer(options: SpeechServerOptions): Promise<SpeechServer> {
  let stopping = false;
  let current = await launch(options, 0);
  const { url } = current;
  const port = Number(new URL(url).port);

  const supervise = async (): Promise<void> => {
    for (let pause = 500; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const started = Date.now();
      await current.ended;
      if (stopping) return;
      if (Date.now() - started > 60_000) pause = 500;
      options.log(`the speech server ended by itself (its last words are in ${options.logFile}): it is started again`);
      await sleep(pause, undefined, { ref: false });
      if (stopping) return;
      current = await launch(options, port).catch((error: unknown) => {
        options.log(error instanceof Error ? error.message : String(error));
        return { ...current, ended: Promise.resolve() };
      });
    }
  };
  const supervision = supervise();
  const onExit = (): void => void current.child.kill('SIGKILL');
  process.on('exit', onExit);

  return {
    url,
    async stop() {
      stopping = true;
      const { child, ended } = current;
      child.kill('SIGTERM');
      const late = sleep(STOP_TIMEOUT_MS, 'late', { ref: false });
      if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
      await ended;
      await supervision;
      process.off('exit', onExit);
    },
  };
}

interface Launched {
  readonly url: string;
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
}

async function launch({ python, script, logFile }: SpeechServerOptions, port: number): Promise<Launched> {
  const log = openSync(logFile, 'a', 0o600);
  // Standard input stays open as its lifeline. Its own process group: Ctrl-C reaches callmesh alone, which stops it in order.
  const child = spawn(python, [script, '--port', String(port), '--parent', String(process.pid)], { stdio: ['pipe', 'pipe', log], detached: true });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const failed = (why: string): DomainError => new DomainError('SPEECH.NOT_STARTED', `the local speech server did not start (${why}): see ${logFile}; \`npm run demo\` installs it, WHISPER_URL names another`);
  const firstLine = child.stdout ? once(readline.createInterface({ input: child.stdout }), 'line').then(([line]) => JSON.parse(String(line)) as { listening: string }) : Promise.reject(new Error('no output'));
  const outcome = await Promise.race([
    firstLine.catch(() => 'it spoke no JSON'),
    ended.then(() => 'it ended at once'),
    sleep(START_TIMEOUT_MS, 'it did not answer in time', { ref: false }),
  ]);
  if (typeof outcome === 'string') {
    child.kill('SIGKILL');
    throw failed(outcome);
  }
  return { url: outcome.listening, child, ended };
}
