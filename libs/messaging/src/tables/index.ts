import { ErasedConversations1764400000230 } from '../erasure/erased-conversations-table.js';
import { AuditTables1764100000220 } from '../audit/audit-tables.js';
import { MessagingTables1764000000200 } from './messaging-tables.js';
import { MessagingTablesParking1764100000200 } from './messaging-tables-parking.js';
import { MessagingTablesReplay1764100000210 } from './messaging-tables-replay.js';

/** Migrations of a service's inbox, parking, relay and what it has to forget, in their order. */
export const messagingMigrations = [MessagingTables1764000000200, MessagingTablesParking1764100000200, MessagingTablesReplay1764100000210, AuditTables1764100000220, ErasedConversations1764400000230];
