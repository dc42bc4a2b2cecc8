import { tenantTopicOf } from '@callmesh/contracts';
import type { BusMessage } from '../bus.port.js';
import type { SubscribedTopics } from './subscribers.port.js';

/**
 * Adds, right behind each message, its copy in the tenant's own topic where that tenant has subscribers: same key, bytes and headers, so
 * the same order per key; in the same batch, so as surely as the message itself.
 */
export function fanOut(messages: readonly BusMessage[], subscribed: SubscribedTopics): readonly BusMessage[] {
  if (subscribed.size === 0) return messages;
  return messages.flatMap((message) => {
    const tenantId = message.headers['ce_tenantid'] ?? '';
    if (!subscribed.get(tenantId)?.has(message.topic)) return [message];
    return [message, { ...message, topic: tenantTopicOf(tenantId, message.topic) }];
  });
}
