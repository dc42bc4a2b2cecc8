import { restoredEventStore, type RestoredLog } from '@callmesh/event-sourcing';

/** The event store of a service with all that reads it by its cursor, for `rebaseRestored`. */
export const restoredService = (schema: string): RestoredLog =>
  restoredEventStore(schema, [
    { table: 'relay_checkpoints', types: ['text', 'text'] },
    { table: 'audit_cursors', types: ['xid8', 'bigint'] },
  ]);

/** The embedded broker, for `rebaseRestored`. */
export const restoredBus: RestoredLog = {
  schema: 'bus',
  table: 'messages',
  position: 'position',
  partitionedBy: ['topic', 'partition'],
  checkpoints: [{ table: 'group_positions', types: ['xid8', 'bigint'] }],
};
