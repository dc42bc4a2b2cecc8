import { declaredTopics } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import { createEmbeddedBus, createKafkaBus, type Bus, type KafkaConnectionOptions, type KafkaSasl, type KafkaTls } from '@callmesh/messaging';
import type { Environment } from '../config/environment.js';
import { rootLogger } from '../logs/logger.js';

/** Exit code of a process that ends itself because it does not move. */
const STUCK = 70;

/** Where the embedded log is, when there is no Kafka. */
export interface EmbeddedLog {
  busUrl(): Promise<string>;
  readonly exclusive: boolean;
}

/**
 * Opens the broker that the configuration names, with its declared topics: created where they are missing, compared where they are there.
 * @throws DomainError `CONFIG.KAFKA_INCOMPLETE`, `BROKER.TOPIC_UNSAFE`
 */
export async function openBus(env: Environment, embedded: EmbeddedLog): Promise<Bus> {
  const bus = await connect(env, embedded);
  try {
    await bus.ensureTopics(declaredTopics.map(({ name }) => name));
    return bus;
  } catch (error) {
    await bus.close().catch(() => undefined);
    throw error;
  }
}

async function connect(env: Environment, { busUrl, exclusive }: EmbeddedLog): Promise<Bus> {
  const onError = (error: unknown, where: string): void => rootLogger().warn({ err: error }, `broker: ${where}`);
  const connection = kafkaConnection(env);
  // One process reads with one consumer per group: one partition then gives the largest batches.
  if (!connection) return createEmbeddedBus({ url: await busUrl(), exclusive, ...(exclusive && { partitions: 1 }), onError });
  return createKafkaBus({
    ...connection,
    ...(env.KAFKA_REPLICATION === undefined ? {} : { replicas: env.KAFKA_REPLICATION }),
    stuckAfterMs: env.KAFKA_STUCK_AFTER_MS,
    onError,
    onWarning: (message) => rootLogger().warn(`broker: ${message}`),
    onStuck: (why) => {
      // What is leased and uncommitted comes again to whoever starts next; waiting longer would not.
      rootLogger().fatal({ why }, `consumer is stuck: ${why}; this process ends so that a new one takes over`);
      process.exit(STUCK);
    },
  });
}

/**
 * How to reach the Kafka that the configuration names; undefined for the embedded log.
 * @throws DomainError `CONFIG.KAFKA_INCOMPLETE`
 */
export function kafkaConnection(env: Environment): KafkaConnectionOptions | undefined {
  if (!env.KAFKA_BROKERS) return undefined;
  const tls = tlsOf(env);
  const sasl = saslOf(env);
  return { brokers: env.KAFKA_BROKERS.split(','), clientId: 'callmesh', ...(tls && { tls }), ...(sasl && { sasl }) };
}

function tlsOf({ KAFKA_TLS, KAFKA_CA: ca, KAFKA_CERT: cert, KAFKA_KEY: key }: Environment): KafkaTls | undefined {
  if (KAFKA_TLS === 'off') return undefined;
  if ((cert === undefined) !== (key === undefined)) throw new DomainError('CONFIG.KAFKA_INCOMPLETE', 'KAFKA_CERT_FILE and KAFKA_KEY_FILE belong together: set both, or neither');
  return { ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) };
}

function saslOf(env: Environment): KafkaSasl | undefined {
  const need = (...names: (keyof Environment)[]): void => {
    const absent = names.filter((name) => env[name] === undefined);
    if (absent.length > 0) throw new DomainError('CONFIG.KAFKA_INCOMPLETE', `KAFKA_SASL=${env.KAFKA_SASL} needs ${absent.join(', ')} (or the same names with _FILE)`);
  };
  const mechanism = env.KAFKA_SASL;
  switch (mechanism) {
    case undefined:
      return undefined;
    case 'plain':
    case 'scram-sha-512':
      need('KAFKA_USERNAME', 'KAFKA_PASSWORD');
      return { mechanism, username: env.KAFKA_USERNAME ?? '', password: env.KAFKA_PASSWORD ?? '' };
    case 'oauthbearer':
      need('KAFKA_OAUTH_TOKEN_URL', 'KAFKA_OAUTH_CLIENT_ID', 'KAFKA_OAUTH_CLIENT_SECRET');
      return {
        mechanism,
        tokenUrl: env.KAFKA_OAUTH_TOKEN_URL ?? '',
        clientId: env.KAFKA_OAUTH_CLIENT_ID ?? '',
        clientSecret: env.KAFKA_OAUTH_CLIENT_SECRET ?? '',
        ...(env.KAFKA_OAUTH_SCOPE !== undefined && { scope: env.KAFKA_OAUTH_SCOPE }),
      };
  }
}
