import kafkajs, { type AclEntry } from 'kafkajs';
import type { OutsiderAccess } from '../bus.port.js';
import type { KafkaAdmin } from './kafka-admin.js';

// A CommonJS module whose enums Node does not see as named exports.
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

/** Kafka's access lists: topics by their full names, because a prefix of one tenant's could be the beginning of another's. */
export function kafkaOutsiders(admin: KafkaAdmin, brokers: readonly string[]): OutsiderAccess {
  return {
    brokers: brokers.join(','),
    async allow(principal, topics, groupPrefix) {
      await admin.ask((client) => client.createAcls({ acl: entries(principal, topics, groupPrefix) }));
    },
    async revoke(principal, topics, groupPrefix) {
      const filters = entries(principal, topics, groupPrefix);
      await admin.ask((client) => client.deleteAcls({ filters }));
    },
  };
}

function entries(principal: string, topics: readonly string[], groupPrefix: string): AclEntry[] {
  const common = { principal, host: '*', permissionType: AclPermissionTypes.ALLOW };
  const ofTopics = topics.flatMap((resourceName) =>
    [AclOperationTypes.READ, AclOperationTypes.DESCRIBE].map((operation) => ({ ...common, resourceName, resourceType: AclResourceTypes.TOPIC, resourcePatternType: ResourcePatternTypes.LITERAL, operation })),
  );
  return [...ofTopics, { ...common, resourceName: groupPrefix, resourceType: AclResourceTypes.GROUP, resourcePatternType: ResourcePatternTypes.PREFIXED, operation: AclOperationTypes.READ }];
}
