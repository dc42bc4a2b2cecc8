import { currentTraceparent, exportsSpans, inSpan, traceparentOf, type AppendContext, type NewEvent, type PostgresEventStore, type Tx } from '@callmesh/event-sourcing';

/** The store, with a step in the trace for each append; the events name that step, so what they lead to follows from it across the broker. */
export function tracedEventStore(store: PostgresEventStore, service: string): PostgresEventStore {
  const traced =
    (append: PostgresEventStore['append']): PostgresEventStore['append'] =>
    (tx: Tx, streamId: string, expectedVersion: number, events: readonly NewEvent[], context: AppendContext) => {
      // A caller that names a parent itself stands outside of any step: its work came from a table.
      const parent = currentTraceparent() ?? context.traceparent;
      if (!exportsSpans() || events.length === 0) return append(tx, streamId, expectedVersion, events, parent ? { ...context, traceparent: parent } : context);
      const attributes = { 'callmesh.service': service, 'callmesh.conversation_id': context.conversationId, 'callmesh.events': events.length };
      return inSpan(`append ${events[0]?.type ?? ''}`, { parent: parent ?? undefined, attributes }, (span) => append(tx, streamId, expectedVersion, events, { ...context, traceparent: traceparentOf(span) }));
    };
  return { ...store, append: traced(store.append), appendWithCommit: traced(store.appendWithCommit) };
}
