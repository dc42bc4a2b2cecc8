import { ProjectionCopies1764100000130 } from '../projections/projection-copies-functions.js';
import { AppendEvent1764200000140 } from './append-event.js';
import { AppendStreams1764100000110 } from './append-streams.js';
import { EventStoreTables1764000000100 } from './event-store-tables.js';

/** What a service's schema needs for its event store. */
export const eventStoreMigrations = [EventStoreTables1764000000100, AppendStreams1764100000110, ProjectionCopies1764100000130, AppendEvent1764200000140] as const;
