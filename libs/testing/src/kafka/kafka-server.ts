import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { kafkaCache, kafkaClassPath } from './kafka-distribution.js';

const READY_MS = 60_000;

interface RunningKafka {
  readonly pid: number;
  readonly port: number;
  /** The test run that started it; when that is dead, the broker is an orphan. */
  readonly owner: number;
}

/**
 * A real Kafka (KRaft, one node, loopback) for this test run: started by the first spec that asks, shared by the others, stopped
 * by the run's tear-down.
 * @returns `host:port` of the broker.
 */
export async function startKafka(): Promise<string> {
  const dir = runDir();
  const known = await stateIn(dir);
  if (known && isAlive(known.pid)) return `127.0.0.1:${known.port}`;
  await stopOrphans();
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const state = await launch(dir);
  await writeFile(path.join(dir, 'state.json'), JSON.stringify(state));
  return `127.0.0.1:${state.port}`;
}

/** Stops the broker of this test run, if one was started, and removes its data. */
export async function stopKafka(): Promise<void> {
  await stopIn(runDir());
}

async function launch(dir: string): Promise<RunningKafka> {
  const classPath = await kafkaClassPath();
  const [port, controllerPort] = await freePorts();
  const properties = path.join(dir, 'server.properties');
  await writeFile(properties, settings(dir, port, controllerPort));
  const java = ['-cp', classPath, '-Xmx512m', `-Dlog4j.configuration=file:${await quietLog4j(dir)}`];
  await promisify(execFile)('java', [...java, 'kafka.tools.StorageTool', 'format', '-t', 'Y2FsbG1lc2gtdGVzdHMtMQ', '-c', properties]);
  const log = await open(path.join(dir, 'server.log'), 'a');
  const child = spawn('java', [...java, 'kafka.Kafka', properties], { stdio: ['ignore', log.fd, log.fd] });
  child.unref();
  await log.close();
  if (child.pid === undefined) throw new Error('java did not start');
  const { pid } = child;
  const deadline = Date.now() + READY_MS;
  while (!(await answers(port))) {
    if (!isAlive(pid) || child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`Kafka did not start:\n${(await readFile(path.join(dir, 'server.log'), 'utf8')).slice(-2_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { pid, port, owner: ownerPid() };
}

function settings(dir: string, port: number, controllerPort: number): string {
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names=CONTROLLER',
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    `log.dirs=${path.join(dir, 'data')}`,
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=4',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'default.replication.factor=1',
    'group.initial.rebalance.delay.ms=0',
    'auto.create.topics.enable=false',
  ].join('\n');
}

async function quietLog4j(dir: string): Promise<string> {
  const file = path.join(dir, 'log4j.properties');
  await writeFile(
    file,
    'log4j.rootLogger=WARN, out\nlog4j.appender.out=org.apache.log4j.ConsoleAppender\nlog4j.appender.out.layout=org.apache.log4j.PatternLayout\nlog4j.appender.out.layout.ConversionPattern=%d %p %m (%c)%n\n',
  );
  return file;
}

async function stopOrphans(): Promise<void> {
  for (const name of await readdir(kafkaCache).catch(() => [])) {
    const dir = path.join(kafkaCache, name);
    const state = name.startsWith('run-') ? await stateIn(dir) : undefined;
    if (state && !isAlive(state.owner)) await stopIn(dir);
  }
}

async function stopIn(dir: string): Promise<void> {
  const state = await stateIn(dir);
  if (state && isOurs(state.pid, dir)) {
    process.kill(state.pid, 'SIGTERM');
    for (let waited = 0; isAlive(state.pid) && waited < 10_000; waited += 100) await new Promise((resolve) => setTimeout(resolve, 100));
    if (isAlive(state.pid)) process.kill(state.pid, 'SIGKILL');
  }
  await rm(dir, { recursive: true, force: true });
}

async function stateIn(dir: string): Promise<RunningKafka | undefined> {
  return readFile(path.join(dir, 'state.json'), 'utf8').then(
    (text) => JSON.parse(text) as RunningKafka,
    () => undefined,
  );
}

const runDir = (): string => path.join(kafkaCache, `run-${ownerPid()}`);
const ownerPid = (): number => Number(process.env.CALLMESH_TEST_RUN ?? process.pid);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A child that nobody has waited for yet is dead all the same.
  return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** Process ids are used again: only the Java that runs from this folder is ours. */
function isOurs(pid: number, dir: string): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes(dir);
}

async function freePorts(): Promise<[number, number]> {
  const servers = await Promise.all(
    [0, 0].map(
      (port) =>
        new Promise<net.Server>((resolve) => {
          const server = net.createServer().listen(port, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const [first = 0, second = 0] = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [first, second];
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
