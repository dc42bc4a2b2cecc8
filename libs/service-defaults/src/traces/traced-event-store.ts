import { currentTraceparent, failSpan, startSpan, traceparentOf, type AppendContext, type NewEvent, type PostgresEventStore, type Tx } from '@callmesh/event-sourcing';

/** The store, with a step in the trace for each append; the events name that step, so what they lead to follows from it across the broker. */
export function tracedEventStore(store: PostgresEventStore, service: string): PostgresEventStore {
  const traced =
    (append: PostgresEventStore['append']): PostgresEventStore['append'] =>
    async (tx: Tx, streamId: string, expectedVersion: number, events: readonly NewEvent[], context: AppendContext) => {
      if (events.length === 0) return [];
      // A caller that names a parent itself stands outside of any step: its work came from a table.
      const parent = currentTraceparent() ?? context.traceparent ?? undefined;
      const span = startSpan(`append ${events[0]?.type ?? ''}`, {
        parent,
        attributes: { 'callmesh.service': service, 'callmesh.conversation_id': context.conversationId, 'callmesh.events': events.length },
      });
      try {
        return await append(tx, streamId, expectedVersion, events, { ...context, traceparent: traceparentOf(span) ?? context.traceparent ?? null });
      } catch (error) {
        failSpan(span, error);
        throw error;
      } finally {
        span.end();
      }
    };
  return { ...store, append: traced(store.append), appendWithCommit: traced(store.appendWithCommit) };
}
