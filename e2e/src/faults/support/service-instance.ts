import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { ServiceName } from '@callmesh/contracts';
import type { ServiceMessage } from '@callmesh/service-defaults';
import { collectLogs, type LogLine } from '../../support/callmesh-process.js';

const START_MS = 240_000;

/** One instance of a service as a process of its own, to be killed, paused and started again. */
export class ServiceInstance {
  /** Of all its lives. */
  readonly logs: LogLine[] = [];
  /** Of all its starts. */
  slowestStartMs = 0;
  /** From the moment when it listens until it is ready: what a start waits for, whatever the machine is busy with. */
  longestWaitMs = 0;
  private child: ChildProcess | undefined;
  private address: string | undefined;
  private end: Promise<unknown> = Promise.resolve();

  constructor(
    readonly service: ServiceName,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** While it takes requests. */
  get url(): string | undefined {
    return this.address;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Resolves when it is ready. */
  async start(): Promise<void> {
    const began = Date.now();
    const child = spawn(process.execPath, [path.join(process.cwd(), 'apps', this.service, 'dist/main.js')], { env: this.env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.child = child;
    this.end = new Promise((resolve) => child.once('exit', resolve));
    const logs = collectLogs(child, this.logs);
    let stderr = '';
    child.stderr?.on('data', (text) => (stderr = (stderr + String(text)).slice(-4_000)));
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${this.service} was not ready in ${START_MS} ms: ${stderr}`)), START_MS);
      child.on('message', (message: ServiceMessage) => {
        if (message.callmesh === 'stopping') this.address = undefined;
        else {
          this.address = message.url;
          clearTimeout(late);
          this.slowestStartMs = Math.max(this.slowestStartMs, Date.now() - began);
          this.longestWaitMs = Math.max(this.longestWaitMs, Date.now() - this.listeningSince());
          resolve();
        }
      });
      child.once('exit', (code, signal) => {
        if (child === this.child) this.address = undefined;
        clearTimeout(late);
        reject(new Error(`${this.service} ended with ${code ?? signal} before it was ready: ${stderr || JSON.stringify(logs.at(-1))}`));
      });
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  private listeningSince(): number {
    const line = this.logs.findLast(({ msg }) => msg === 'listening');
    return line ? Date.parse(line.time) : Date.now();
  }

  /** SIGKILL, and another life. */
  async crash(): Promise<void> {
    this.address = undefined;
    this.signal('SIGKILL');
    await this.end;
    await this.start();
  }

  /** SIGTERM; resolves when it has ended, with its exit code. */
  async stop(): Promise<unknown> {
    this.signal('SIGTERM');
    this.signal('SIGCONT');
    return this.end;
  }
}
