import { mkdir, rm } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { kafkaCache, kafkaClassPath, type KafkaVersion } from './kafka-distribution.js';
import { KafkaNode } from './kafka-node.js';
import { serverProperties, type KafkaOptions, type NodePorts } from './kafka-options.js';

/** Enough for tests; one compiler tier starts twice as fast on a small machine. */
const SMALL = ['-Xms128m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
let started = 0;

/**
 * A Kafka of a test's own, to break as it likes. `node` counts from 0; without it the first one is meant.
 */
export interface TestKafka {
  readonly version: KafkaVersion;
  /** `host:port[,host:port…]` of `PLAINTEXT`, as advertised: what `KAFKA_BROKERS` takes. */
  readonly brokers: string;
  /** Number of nodes. */
  readonly size: number;
  /** Holds `node-<index>/server.log` and the data. */
  readonly dir: string;
  /** The same of another listener. */
  brokersOf(listener: string): string;
  /** Port on which a node itself listens for `PLAINTEXT`, whatever it advertises. */
  portOf(node?: number): number;
  pidOf(node?: number): number;
  /** SIGSTOP: the node stalls with its connections open, as a paused machine does. */
  stop(node?: number): void;
  /** SIGCONT: it goes on. */
  cont(node?: number): void;
  /** SIGKILL; resolves when the process has ended. */
  kill(node?: number): Promise<void>;
  /** Starts a killed node again, on its data and its ports; resolves when it answers. */
  start(node?: number): Promise<void>;
  /** Kills every node and removes the data. */
  close(): Promise<void>;
}

/**
 * Starts a real Kafka (KRaft, loopback) of the caller's own; resolves when every node answers. It ends with {@link TestKafka.close}, or within a
 * second of the end of its owner, even when that was killed. One that many specs may share is `sharedKafka`.
 */
export async function startKafka(options: KafkaOptions = {}): Promise<TestKafka> {
  const { version = '3.9.1', nodes: size = 1, listeners = [], owner = ownerPid() } = options;
  started += 1;
  const runDir = path.join(kafkaCache, `run-${owner}-${process.pid}-${started}`);
  await rm(runDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  await mkdir(runDir, { recursive: true });
  const ports = await portsOf(options, size, listeners.length);
  const classPath = await kafkaClassPath(version);
  const nodes = ports.map(({ plain }, index) => {
    const dir = path.join(runDir, `node-${index}`);
    const properties = serverProperties(options, ports, index, path.join(dir, 'data'));
    return new KafkaNode({ dir, runDir, properties, scramUsers: options.scramUsers ?? {}, classPath, java: options.java ?? SMALL, owner, port: plain });
  });
  const node = (index: number): KafkaNode => {
    const found = nodes[index];
    if (!found) throw new Error(`this Kafka has ${size} node(s), none with index ${index}`);
    return found;
  };
  const addresses = (portOf: (ports: NodePorts) => number | undefined): string => ports.map((own) => `127.0.0.1:${portOf(own)}`).join(',');
  const kafka: TestKafka = {
    version,
    size,
    dir: runDir,
    brokers: addresses(({ advertised }) => advertised),
    brokersOf: (listener) => {
      const index = listeners.findIndex(({ name }) => name === listener);
      if (index < 0) throw new Error(`this Kafka has no listener ${listener}: ${listeners.map(({ name }) => name).join(', ')}`);
      return addresses(({ others }) => others[index]);
    },
    portOf: (index = 0) => ports[index]?.plain ?? 0,
    pidOf: (index = 0) => node(index).pid,
    stop: (index = 0) => node(index).signal('SIGSTOP'),
    cont: (index = 0) => node(index).signal('SIGCONT'),
    kill: async (index = 0) => {
      node(index).signal('SIGKILL');
      await node(index).ended();
    },
    start: async (index = 0) => {
      await node(index).launch();
      await node(index).untilReady();
    },
    close: async () => {
      await Promise.all(nodes.map((_, index) => kafka.kill(index)));
      await rm(runDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
  try {
    await Promise.all(nodes.map((one) => one.format()));
    // Together: a controller alone has no quorum.
    await Promise.all(nodes.map((one) => one.launch()));
    await Promise.all(nodes.map((one) => one.untilReady()));
    return kafka;
  } catch (error) {
    await kafka.close();
    throw error;
  }
}

/** The process of the test run. */
export const ownerPid = (): number => Number(process.env.CALLMESH_TEST_RUN ?? process.pid);

async function portsOf(options: KafkaOptions, size: number, others: number): Promise<NodePorts[]> {
  const perNode = 2 + others;
  const free = await freePorts(size * perNode);
  return Promise.all(
    Array.from({ length: size }, async (_, node) => {
      const [plain = 0, controller = 0, ...rest] = free.slice(node * perNode, (node + 1) * perNode);
      return { plain, controller, others: rest, advertised: (await options.advertise?.(plain, node)) ?? plain };
    }),
  );
}

/** All held open until the last is known, so that none is given twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => new Promise<net.Server>((resolve) => {
      const server = net.createServer().listen(0, '127.0.0.1', () => resolve(server));
    })),
  );
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
