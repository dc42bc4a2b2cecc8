import { openDatabase, provisionService } from '@callmesh/event-sourcing';
import { AccessTables1764000000500 } from './access-tables.js';
import { ApiKeys } from './api-keys.js';

/** API keys and how to let go of their database. */
export interface Access {
  readonly keys: ApiKeys;
  close(): Promise<void>;
}

/** Provisions schema `access` and opens it. */
export async function openAccess(adminUrl: string, secret: string): Promise<Access> {
  const urls = await provisionService({ adminUrl, schema: 'access', migrations: [AccessTables1764000000500], secret });
  const db = await openDatabase({ schema: 'access', ...urls, max: 2 });
  return { keys: new ApiKeys(db), close: () => db.close() };
}
