import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import type { ServiceMessage } from '@callmesh/service-defaults';
import { Backoff } from './backoff.js';

const apps = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const START_MS = 60_000;
/** A service cuts itself off after 25 s. */
const STOP_MS = 30_000;

/** How an instance of a service is run. */
export interface ServiceProcessOptions {
  readonly name: ServiceName;
  /** From 1. */
  readonly instance: number;
  /** Asked anew for each start. */
  readonly env: () => Promise<NodeJS.ProcessEnv>;
  readonly logFile: string;
  readonly say: (message: string) => void;
  /** It answers at this address. */
  readonly onReady: (url: string) => void;
  /** No more requests: it stops, or has died. */
  readonly onGone: () => void;
}

/** One instance of one service as a process of its own, started again when it dies. */
export class ServiceProcess {
  readonly name: ServiceName;
  readonly instance: number;
  private child: ChildProcess | undefined;
  private address: string | undefined;
  private readies = 0;
  private readonly stopped = new AbortController();
  private supervision: Promise<void> = Promise.resolve();
  private readonly waiting = new Set<() => void>();

  constructor(private readonly options: ServiceProcessOptions) {
    this.name = options.name;
    this.instance = options.instance;
  }

  /** Of the process that runs now, or ran last. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** How often it has become ready: 1 after the first start, 2 after the first restart. */
  get starts(): number {
    return this.readies;
  }

  /** Its own address; undefined while it is not ready. */
  get url(): string | undefined {
    return this.address;
  }

  /** @throws DomainError `STACK.SERVICE_NOT_STARTED` with the end of its log. */
  async start(): Promise<void> {
    const began = Date.now();
    const child = await this.launch();
    const ready = this.ready(1);
    const late = sleep(START_MS, 'late' as const, { ref: false });
    const outcome = await Promise.race([ready, ended(child), late]);
    if (outcome !== 'ready') {
      this.stopped.abort();
      child.kill('SIGKILL');
      throw new DomainError('STACK.SERVICE_NOT_STARTED', `${this.title} ${outcome === 'late' ? `was not ready in ${START_MS / 1000} s` : `ended with ${outcome}`}:\n${this.lastWords()}`);
    }
    this.options.say(`${this.title} ready after ${((Date.now() - began) / 1000).toFixed(1)} s (process ${this.pid}, ${this.address})`);
    this.supervision = this.supervise();
  }

  /** Resolves with 'ready' once it has become ready so many times, e.g. `ready(process.starts + 1)` around a kill. */
  async ready(times: number): Promise<'ready'> {
    while (this.readies < times || this.address === undefined) await new Promise<void>((resolve) => this.waiting.add(resolve));
    return 'ready';
  }

  kill(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** SIGTERM, and the next one as soon as it has ended. */
  async restart(): Promise<void> {
    const next = this.readies + 1;
    this.kill('SIGTERM');
    await this.ready(next);
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.stopped.abort();
    const child = this.child;
    if (!child) return;
    child.kill('SIGTERM');
    child.kill('SIGCONT');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended(child);
    clearTimeout(late);
    await this.supervision;
  }

  private get title(): string {
    return `${this.name}-${this.instance}`;
  }

  private async launch(): Promise<ChildProcess> {
    const env = await this.options.env();
    const log = openSync(this.options.logFile, 'a', 0o600);
    // Its own process group: Ctrl-C reaches the supervisor alone, which stops all in order. The channel tells it when the supervisor dies.
    const child = spawn(process.execPath, ['--enable-source-maps', path.join(apps, this.name, 'dist/main.js')], { env, stdio: ['ignore', log, log, 'ipc'], detached: true });
    closeSync(log);
    child.on('error', () => undefined);
    child.on('message', (message: ServiceMessage) => this.heard(child, message));
    child.once('exit', () => this.gone(child));
    this.child = child;
    return child;
  }

  private heard(child: ChildProcess, message: ServiceMessage): void {
    if (child !== this.child) return;
    if (message.callmesh === 'stopping') return this.gone(child);
    this.address = message.url;
    this.readies += 1;
    this.options.onReady(message.url);
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  private gone(child: ChildProcess): void {
    if (child !== this.child || this.address === undefined) return;
    this.address = undefined;
    this.options.onGone();
  }

  private async supervise(): Promise<void> {
    for (const backoff = new Backoff(); ; ) {
      const since = Date.now();
      const end = await ended(this.child as ChildProcess);
      if (this.stopped.signal.aborted) return;
      // An orderly end was asked for: the next one is wanted at once.
      const pause = end === 0 ? 0 : backoff.next(Date.now() - since);
      this.options.say(`${this.title} (process ${this.pid}) ended with ${end}: it is started again${pause === 0 ? '' : ` in ${pause / 1000} s`}`);
      await sleep(pause, undefined, { signal: this.stopped.signal }).catch(() => undefined);
      if (this.stopped.signal.aborted) return;
      await this.launch();
      void this.ready(this.readies + 1).then(() => this.options.say(`${this.title} runs again (process ${this.pid}, ${this.address})`));
    }
  }

  private lastWords(): string {
    try {
      return readFileSync(this.options.logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
    } catch {
      return `it left no word in ${this.options.logFile}`;
    }
  }
}

/** Exit code, or the signal that ended it. */
async function ended(child: ChildProcess): Promise<number | NodeJS.Signals> {
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) await once(child, 'exit');
  return child.exitCode ?? child.signalCode ?? 1;
}
