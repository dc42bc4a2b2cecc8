import type { KafkaVersion } from './kafka-distribution.js';

/** A listener beside the plain one. */
export interface KafkaListener {
  /** Upper case, e.g. `SECURE`; {@link TestKafka.brokersOf} takes it. */
  readonly name: string;
  readonly protocol: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';
  /** Broker settings of this listener alone, without the prefix `listener.name.<name>.`: `ssl.keystore.location`, `sasl.enabled.mechanisms`, `plain.sasl.jaas.config`… */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What kind of Kafka a test wants; with `{}` one node with one plain listener. */
export interface KafkaOptions {
  /** Default `3.9.1`. */
  readonly version?: KafkaVersion;
  /** Nodes, each broker and controller in one; default 1. With 3, topics have three replicas, of which two must be in sync. */
  readonly nodes?: number;
  /** Listeners beside `PLAINTEXT`, which is always there and is also the one between brokers. */
  readonly listeners?: readonly KafkaListener[];
  /** Users with a SCRAM-SHA-512 password, made when the storage is formatted. */
  readonly scramUsers?: Readonly<Record<string, string>>;
  /** Turns on Kafka's `StandardAuthorizer`: nothing is allowed but what an ACL allows. Who comes over `PLAINTEXT` (`User:ANONYMOUS`) may do everything, as may `superUsers`. */
  readonly acls?: { readonly superUsers?: readonly string[] };
  /** Further lines of `server.properties`, on every node; they win over what the starter sets. */
  readonly settings?: Readonly<Record<string, string>>;
  /**
   * Which port clients are told for a node's `PLAINTEXT` listener, e.g. that of a proxy that was just put in front of `port`; default: its own.
   */
  advertise?(port: number, node: number): number | Promise<number>;
  /** The process with whose end the brokers end, however it ends; default: this test run. */
  readonly owner?: number;
  /** Options of the Java machine beside the memory limits, which it replaces when given. */
  readonly java?: readonly string[];
}

/** Ports of one node. */
export interface NodePorts {
  readonly plain: number;
  readonly advertised: number;
  readonly controller: number;
  /** Of the further listeners, in their order. */
  readonly others: readonly number[];
}

/** `server.properties` of one node. */
export function serverProperties(options: KafkaOptions, all: readonly NodePorts[], node: number, dataDir: string): string {
  const { listeners = [], acls, settings = {} } = options;
  const ports = all[node] as NodePorts;
  const addresses = (plain: number): string[] => [`PLAINTEXT://127.0.0.1:${plain}`, ...listeners.map(({ name }, i) => `${name}://127.0.0.1:${ports.others[i]}`)];
  const replicas = String(Math.min(all.length, 3));
  const inSync = all.length >= 3 ? '2' : '1';
  const values: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': String(node + 1),
    'controller.quorum.voters': all.map(({ controller }, i) => `${i + 1}@127.0.0.1:${controller}`).join(','),
    listeners: [...addresses(ports.plain), `CONTROLLER://127.0.0.1:${ports.controller}`].join(','),
    'advertised.listeners': addresses(ports.advertised).join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': ['PLAINTEXT:PLAINTEXT', 'CONTROLLER:PLAINTEXT', ...listeners.map(({ name, protocol }) => `${name}:${protocol}`)].join(','),
    'log.dirs': dataDir,
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
  };
  if (acls) {
    values['authorizer.class.name'] = 'org.apache.kafka.metadata.authorizer.StandardAuthorizer';
    values['super.users'] = ['User:ANONYMOUS', ...(acls.superUsers ?? [])].join(';');
  }
  for (const { name, settings: own = {} } of listeners) for (const [key, value] of Object.entries(own)) values[`listener.name.${name.toLowerCase()}.${key}`] = value;
  return Object.entries({ ...values, ...settings }).map(([key, value]) => `${key}=${value}`).join('\n');
}
