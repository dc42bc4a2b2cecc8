import { failSpan, startSpan, traceparentOf } from '@callmesh/event-sourcing';
import type { Span } from '@opentelemetry/api';
import type { Bus, BusMessage } from '../bus.port.js';

/**
 * Publishes a batch with a step in the trace of each of its messages, so that its consumers follow from the publishing. While the
 * process exports no traces the messages go as they are.
 */
export async function publishTraced(bus: Pick<Bus, 'publish'>, service: string, messages: readonly BusMessage[]): Promise<void> {
  const spans: Span[] = [];
  const traced = messages.map((message) => named(message, service, spans));
  try {
    await bus.publish(traced);
  } catch (error) {
    for (const span of spans) failSpan(span, error);
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

function named(message: BusMessage, service: string, spans: Span[]): BusMessage {
  const { topic, key, headers } = message;
  if (!headers.traceparent) return message;
  const span = startSpan(`publish ${topic}`, {
    kind: 'producer',
    parent: headers.traceparent,
    attributes: { 'messaging.destination.name': topic, 'messaging.message.id': headers.ce_id ?? '', 'callmesh.service': service, 'callmesh.conversation_id': key, 'callmesh.event_type': headers.ce_type ?? '' },
  });
  if (!span.isRecording()) return message;
  spans.push(span);
  return { ...message, headers: { ...headers, traceparent: traceparentOf(span) ?? headers.traceparent } };
}
