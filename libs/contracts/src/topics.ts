import { flow } from './flow.js';

const DAY_MS = 86_400_000;

/** What a topic is to be like on a broker. How many replicas it has is the deployment's to say: it knows its brokers. */
export interface TopicDeclaration {
  readonly name: string;
  /** At most so many instances of a service share the work. Changing it later sends keys elsewhere: order holds only within what was written before, and after. */
  readonly partitions: number;
  /** How long messages are kept, ms. Finite, because erasure ends with it. */
  readonly retentionMs: number;
  /** Never compacted: an event is a fact, not the state of its key. */
  readonly cleanupPolicy: 'delete';
}

const declare = (name: string, partitions: number): TopicDeclaration => ({ name, partitions, retentionMs: 30 * DAY_MS, cleanupPolicy: 'delete' });

/** The topic that holds copies of a topic's parked messages, for operators' own tools. */
export function deadLetterTopicOf(topic: string): string {
  return `${topic}.dlq`;
}

/** The topic in which a tenant's outsiders find that tenant's events of an internal topic. */
export function tenantTopicOf(tenantId: string, topic: string): string {
  return `${tenantId}.${topic}`;
}

const internal = [...new Set(flow.map(({ topic }) => topic))];

/** Every topic that the services write and read among themselves, with its dead letters. */
export const declaredTopics: readonly TopicDeclaration[] = internal.flatMap((topic) => [declare(topic, 6), declare(deadLetterTopicOf(topic), 1)]);

const byName = new Map(declaredTopics.map((topic) => [topic.name, topic]));

/** What a topic is to be like: one of {@link declaredTopics}, or a tenant's, of which there are as many as tenants subscribe. */
export function topicDeclaration(name: string): TopicDeclaration {
  return byName.get(name) ?? declare(name, 3);
}
