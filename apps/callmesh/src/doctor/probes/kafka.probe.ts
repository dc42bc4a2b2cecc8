import { declaredTopics } from '@callmesh/contracts';
import { inspectKafka } from '@callmesh/messaging';
import { kafkaConnection } from '@callmesh/service-defaults';
import { fault, note, ok } from '../finding.js';
import { wordsOf, type Probe } from '../probe.js';

/** Whether the brokers answer us, and whether the topics are there as they are declared. */
export const kafkaProbe: Probe = {
  name: 'Kafka',
  async look({ env }) {
    const connection = env && kafkaConnection(env);
    if (!connection) return [ok('Kafka', 'not used: the log is in Postgres')];
    const facts = await inspectKafka(connection, declaredTopics, env.KAFKA_REPLICATION).catch((error: unknown) => error as Error);
    if (facts instanceof Error) return [fault('Kafka', `${env.KAFKA_BROKERS} cannot be used: ${wordsOf(facts)}`, /SASL|auth/i.test(facts.message) ? 'set KAFKA_SASL, user and password right' : 'start the brokers, and set KAFKA_BROKERS (and KAFKA_TLS) right')];
    const { brokers, missing, differences } = facts;
    return [
      ok('Kafka', `${brokers.length} broker(s): ${brokers.join(', ')}`),
      ...(missing.length > 0 ? [fault('topics', `missing: ${missing.join(', ')}`, '`callmesh topics create` makes them as they are declared')] : [ok('topics', `${declaredTopics.length} are there`)]),
      ...differences.map(({ topic, unsafe, message }) => (unsafe ? fault(`topic ${topic}`, message, 'alter it as said; services do not start on it') : note(`topic ${topic}`, message))),
    ];
  },
};
