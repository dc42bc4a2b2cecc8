import { declaredTopics, DomainError } from '@callmesh/contracts';
import type { Environment } from '../config/environment.js';
import { openBus } from './open-bus.js';

/**
 * The deploy step before a roll-out: every topic that the services write and read, as it is declared. What is there is compared with its
 * declaration, never changed.
 * @returns their names.
 * @throws DomainError `CONFIG.INCOMPLETE` without Kafka, `BROKER.TOPIC_UNSAFE`
 */
export async function createTopics(env: Environment): Promise<string[]> {
  if (!env.KAFKA_BROKERS) throw new DomainError('CONFIG.INCOMPLETE', 'KAFKA_BROKERS is not set: give host:port of some brokers. Without Kafka the topics are in the embedded log, which makes them itself.');
  const bus = await openBus(env, { exclusive: false, busUrl: () => Promise.reject(new Error('not with Kafka')) });
  await bus.close();
  return declaredTopics.map(({ name }) => name);
}
