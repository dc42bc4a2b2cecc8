import { deterministicId, type EventType, type ReceivedEvent } from '@callmesh/contracts';
import { inSpan } from '@callmesh/event-sourcing';
import type { MessagingMetrics } from '../metrics.port.js';
import type { ReactionContext } from '../reactor.js';
import type { Delivery, Next, TransactionContext } from './delivery.js';
import { traced } from './trace.js';

/** Calls the reaction of an event type. */
export type React = (type: EventType, event: ReceivedEvent, context: ReactionContext) => Promise<void>;

/** The end of the chain: reactions run one after the other, because they share the transaction and a key's order. */
export function handle(react: React, metrics: MessagingMetrics): Next<TransactionContext> {
  return async (deliveries, context) => {
    for (const delivery of deliveries) {
      const { event } = delivery;
      if (!event) continue;
      const began = performance.now();
      const { id, conversationId, tenantId, traceparent } = event.metadata;
      const trace = { group: context.group, eventId: id, type: event.type, conversationId, tenantId, traceparent };
      const attributes = { 'messaging.destination.name': context.topic, 'messaging.consumer.group.name': context.group, 'messaging.message.id': id, 'callmesh.conversation_id': conversationId };
      await inSpan(`process ${event.type}`, { kind: 'consumer', parent: traceparent, attributes }, () => traced(trace, () => react(event.type, event, reactionContext(delivery, event, context))));
      metrics.handled(context.group, event.type, performance.now() - began);
    }
  };
}

function reactionContext({ message }: Delivery, event: ReceivedEvent, { tx, group }: TransactionContext): ReactionContext {
  return {
    tx,
    group,
    topic: message.topic,
    position: message.position,
    idFor: (reactor, index = 0) => deterministicId(event.metadata.id, reactor, index),
  };
}
