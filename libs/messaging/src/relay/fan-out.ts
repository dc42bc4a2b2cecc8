import { tenantTopicOf, type EventType } from '@callmesh/contracts';
import type { BusMessage } from '../bus.port.js';
import type { SubscribedTopics } from './subscribers.port.js';

const ERASURE: EventType = 'conversation.erased.v1';

/**
 * Adds, right behind each message, its copy in the tenant's own topic where that tenant has subscribers: same key, bytes and headers, so
 * the same order per key; in the same batch, so as surely as the message itself. That a conversation was erased is told in every topic
 * that the tenant's subscribers read: each of them may keep something of it.
 */
export function fanOut(messages: readonly BusMessage[], subscribed: SubscribedTopics): readonly BusMessage[] {
  if (subscribed.size === 0) return messages;
  return messages.flatMap((message) => {
    const tenantId = message.headers['ce_tenantid'] ?? '';
    const read = subscribed.get(tenantId) ?? new Set<string>();
    const told = message.headers['ce_type'] === ERASURE ? [...read] : [...read].filter((topic) => topic === message.topic);
    return [message, ...told.map((topic) => ({ ...message, topic: tenantTopicOf(tenantId, topic) }))];
  });
}
