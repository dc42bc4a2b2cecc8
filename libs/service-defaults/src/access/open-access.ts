import { openDatabase, provisionService, type Provisioned, type ServiceUrls } from '@callmesh/event-sourcing';
import { AccessTables1764000000500 } from './access-tables.js';
import { Subscriptions } from '../subscriptions/subscriptions.js';
import { ApiKeys } from './api-keys.js';
import { ResolvableTypes1764400000520 } from './resolvable-types.js';
import { SubscriptionTables1764000000510 } from './subscription-tables.js';

/** API keys and subscriptions, and how to let go of their database. */
export interface Access {
  readonly keys: ApiKeys;
  readonly subscriptions: Subscriptions;
  close(): Promise<void>;
}

/** Brings schema `access` to what this build needs. */
export function provisionAccess(by: { readonly adminUrl: string; readonly secret: string }): Promise<Provisioned> {
  return provisionService({ ...by, schema: 'access', migrations: [AccessTables1764000000500, SubscriptionTables1764000000510, ResolvableTypes1764400000520] });
}

/** Opens schema `access`, with its own roles or with those of a service. */
export async function openAccess(urls: ServiceUrls): Promise<Access> {
  const db = await openDatabase({ schema: 'access', ...urls, max: 2 });
  return { keys: new ApiKeys(db), subscriptions: new Subscriptions(db), close: () => db.close() };
}
