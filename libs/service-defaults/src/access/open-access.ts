import { openDatabase, provisionService, type Provisioned, type ServiceUrls } from '@callmesh/event-sourcing';
import { AccessTables1764000000500 } from './access-tables.js';
import { ApiKeys } from './api-keys.js';

/** API keys and how to let go of their database. */
export interface Access {
  readonly keys: ApiKeys;
  close(): Promise<void>;
}

/** Brings schema `access` to what this build needs. */
export function provisionAccess(by: { readonly adminUrl: string; readonly secret: string }): Promise<Provisioned> {
  return provisionService({ ...by, schema: 'access', migrations: [AccessTables1764000000500] });
}

/** Opens schema `access`, with its own roles or with those of a service. */
export async function openAccess(urls: ServiceUrls): Promise<Access> {
  const db = await openDatabase({ schema: 'access', ...urls, max: 2 });
  return { keys: new ApiKeys(db), close: () => db.close() };
}
