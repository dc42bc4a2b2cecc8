import { tenantTopicOf } from '@callmesh/contracts';
import type { OutsiderAccess } from '@callmesh/messaging';
import type { Subscription } from './subscriptions.js';

/** What an outsider may do at the broker, and how an operator says so there. */
export interface AccessList {
  /** The topics to read. */
  readonly topics: readonly string[];
  /** Its consumer groups must be called so. A colon stands in no tenant's name, so no tenant's prefix is the beginning of another's. */
  readonly groupPrefix: string;
  /** For Kafka's own tools. */
  readonly commands: readonly string[];
}

/** The access list of a subscription. */
export function accessListOf({ tenantId, principal, topics: internal }: Pick<Subscription, 'tenantId' | 'principal' | 'topics'>, brokers: string): AccessList {
  const topics = internal.map((topic) => tenantTopicOf(tenantId, topic));
  const groupPrefix = `${tenantId}:`;
  const tool = `kafka-acls.sh --bootstrap-server ${brokers} --command-config admin.properties --add --allow-principal '${principal}'`;
  return {
    topics,
    groupPrefix,
    commands: [`${tool} --operation Read --operation Describe ${topics.map((topic) => `--topic '${topic}'`).join(' ')}`, `${tool} --operation Read --group '${groupPrefix}' --resource-pattern-type prefixed`],
  };
}

/** Whether the broker's access list was changed, else why not. */
export interface Applied {
  readonly applied: boolean;
  readonly reason: string | null;
}

/** Tries; where this service may not change the broker's access list, the commands are for someone who may. */
export async function tryToApply(change: OutsiderAccess['allow'], { principal }: Pick<Subscription, 'principal'>, { topics, groupPrefix }: AccessList): Promise<Applied> {
  try {
    await change(principal, topics, groupPrefix);
    return { applied: true, reason: null };
  } catch (error) {
    return { applied: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
