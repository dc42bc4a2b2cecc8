import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const READY_MS = 90_000;
const CLUSTER_ID = 'Y2FsbG1lc2gtdGVzdHMtMQ';

/** Ends the broker when its owner has ended, by whatever signal: nothing else outlives a killed test. A process that nobody has waited for has ended too. */
const WATCH = `
alive() { kill -0 "$1" 2>/dev/null && ! grep -q "^State:[[:space:]]*Z" "/proc/$1/status" 2>/dev/null; }
while alive "$1" && alive "$2"; do sleep 1; done
alive "$1" && exit
kill -9 "$2" 2>/dev/null
[ -z "$3" ] || rm -rf "$3"`;

/** What a node's process is started with. */
export interface NodeSetup {
  /** The node's own folder. */
  readonly dir: string;
  /** Removed when the owner ends before the broker does; without it the data stay. */
  readonly runDir?: string;
  readonly properties: string;
  readonly scramUsers: Readonly<Record<string, string>>;
  readonly classPath: string;
  readonly java: readonly string[];
  readonly owner: number;
  readonly port: number;
}

/** One Kafka process that can be started, signalled and started again on its data. */
export class KafkaNode {
  private child: ChildProcess | undefined;

  constructor(private readonly setup: NodeSetup) {}

  /** Of the process that runs now, or ran last. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async format(): Promise<void> {
    const { dir, properties, scramUsers } = this.setup;
    await mkdir(dir, { recursive: true });
    await writeFile(this.file('server.properties'), properties);
    const users = Object.entries(scramUsers).flatMap(([name, password]) => ['--add-scram', `SCRAM-SHA-512=[name=${name},password=${password}]`]);
    await promisify(execFile)('java', [...this.machine(), 'kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', CLUSTER_ID, '-c', this.file('server.properties'), ...users]);
  }

  /** Starts the process; {@link untilReady} waits for it. */
  async launch(): Promise<void> {
    const log = await open(this.file('server.log'), 'a');
    // Its own group: a Ctrl-C is for the one who started it, and who may still need the broker to end in order.
    this.child = spawn('java', [...this.machine(), 'kafka.Kafka', this.file('server.properties')], { stdio: ['ignore', log.fd, log.fd], detached: true });
    await log.close();
    if (this.child.pid === undefined) throw new Error('java did not start');
    this.child.unref();
    spawn('sh', ['-c', WATCH, 'sh', String(this.setup.owner), String(this.child.pid), this.setup.runDir ?? ''], { stdio: 'ignore', detached: true }).unref();
  }

  async untilReady(): Promise<void> {
    for (const deadline = Date.now() + READY_MS; !(await answers(this.setup.port)); await sleep(50)) {
      if (this.hasEnded() || Date.now() > deadline) throw new Error(`Kafka did not start:\n${(await readFile(this.file('server.log'), 'utf8')).slice(-3_000)}`);
    }
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.hasEnded()) this.child?.kill(signal);
  }

  /** Waits for the process to end. */
  async ended(): Promise<void> {
    if (!this.child || this.hasEnded()) return;
    this.child.ref();
    await once(this.child, 'exit');
  }

  private hasEnded(): boolean {
    return this.child === undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private machine(): string[] {
    return ['-cp', this.setup.classPath, ...this.setup.java, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
  }

  private file(name: string): string {
    return path.join(this.setup.dir, name);
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
