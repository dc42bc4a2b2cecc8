import { MessagingTables1764000000200 } from './messaging-tables.js';
import { MessagingTablesParking1764100000200 } from './messaging-tables-parking.js';

/** Migrations of a service's inbox, parking and relay, in their order. */
export const messagingMigrations = [MessagingTables1764000000200, MessagingTablesParking1764100000200];
