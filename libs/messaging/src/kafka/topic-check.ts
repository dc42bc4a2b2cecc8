import type { TopicDeclaration } from '@callmesh/contracts';
import kafkajs, { type Admin } from 'kafkajs';

// A CommonJS module whose enums Node does not see as named exports.
const { ConfigResourceTypes } = kafkajs;

/** How a topic that is there differs from its declaration. */
export interface TopicDifference {
  readonly topic: string;
  /** Events could be lost: a service does not start on it. Else it works, and is worth a look. */
  readonly unsafe: boolean;
  /** What differs, and what to do. */
  readonly message: string;
}

const minutes = (ms: number): string => `${Math.round(ms / 60_000)} min`;

/** Compares topics that exist with what they are declared to be. */
export async function topicDifferences(admin: Admin, declarations: readonly TopicDeclaration[], replicas: number | undefined): Promise<TopicDifference[]> {
  if (declarations.length === 0) return [];
  const names = declarations.map(({ name }) => name);
  const [{ topics }, configs] = await Promise.all([
    admin.fetchTopicMetadata({ topics: names }),
    admin.describeConfigs({ includeSynonyms: false, resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: ['retention.ms', 'cleanup.policy', 'min.insync.replicas'] })) }),
  ]);
  return declarations.flatMap((declared) => {
    const partitions = topics.find(({ name }) => name === declared.name)?.partitions ?? [];
    const entries = configs.resources.find(({ resourceName }) => resourceName === declared.name)?.configEntries ?? [];
    const config = (name: string): string => entries.find(({ configName }) => configName === name)?.configValue ?? '';
    const found = {
      partitions: partitions.length,
      replicas: Math.min(...partitions.map((partition) => partition.replicas.length)),
      retentionMs: Number(config('retention.ms')),
      cleanupPolicy: config('cleanup.policy'),
      inSync: Number(config('min.insync.replicas')),
    };
    return differences(declared, found, replicas);
  });
}

/** How a topic is. */
export interface FoundTopic {
  readonly partitions: number;
  readonly replicas: number;
  /** -1: for ever. */
  readonly retentionMs: number;
  readonly cleanupPolicy: string;
  readonly inSync: number;
}

/** The rules: what could lose events is unsafe, everything else is told. */
export function differences(declared: TopicDeclaration, found: FoundTopic, replicas: number | undefined): TopicDifference[] {
  const { name } = declared;
  const alter = (setting: string): string => `kafka-configs.sh --alter --entity-type topics --entity-name ${name} --add-config ${setting}`;
  const list: TopicDifference[] = [];
  const add = (unsafe: boolean, message: string): void => void list.push({ topic: name, unsafe, message: `topic ${name} ${message}` });
  const keeps = found.retentionMs < 0 ? Number.POSITIVE_INFINITY : found.retentionMs;

  if (found.cleanupPolicy !== declared.cleanupPolicy) add(true, `has cleanup.policy ${found.cleanupPolicy}, which drops events: ${alter(`cleanup.policy=${declared.cleanupPolicy}`)}`);
  if (keeps < declared.retentionMs) add(true, `keeps messages for ${minutes(keeps)} and not ${minutes(declared.retentionMs)}: a service that is away for longer loses events. ${alter(`retention.ms=${declared.retentionMs}`)}`);
  if (keeps > declared.retentionMs) add(false, `keeps messages ${keeps === Number.POSITIVE_INFINITY ? 'for ever' : `for ${minutes(keeps)}`}, longer than erasure counts on: ${alter(`retention.ms=${declared.retentionMs}`)}`);
  if (replicas !== undefined && found.replicas < replicas) add(true, `has ${found.replicas} replica(s) and not ${replicas}: the loss of a broker loses events. Add replicas with kafka-reassign-partitions.sh, or set KAFKA_REPLICATION=${found.replicas} if that is meant`);
  if (replicas !== undefined && found.replicas > replicas) add(false, `has ${found.replicas} replicas, KAFKA_REPLICATION says ${replicas}`);
  if (found.replicas >= 3 && found.inSync < 2) add(false, `acknowledges what one replica of ${found.replicas} has: ${alter('min.insync.replicas=2')}`);
  if (found.partitions !== declared.partitions) {
    const remedy = found.partitions < declared.partitions ? 'More instances than that find no work. Adding partitions moves keys: stop the services that write it, let its readers come to the end, then kafka-topics.sh --alter' : 'It works as it is';
    add(false, `has ${found.partitions} partition(s) and not ${declared.partitions}. ${remedy}`);
  }
  return list;
}
