import { createClaimChecks, createLocalKms, createReceiptSigner, type LedgerEntry } from '@callmesh/claim-check';
import { DomainError, openDatabase, type Database } from '@callmesh/event-sourcing';
import { erasedMessage, markErased, type Bus } from '@callmesh/messaging';
import { masterKeysOf } from '../config/master-keys.js';
import type { Environment } from '../config/environment.js';
import { databaseRoles } from '../runtime/database-roles.js';
import { openBus } from '../runtime/open-bus.js';
import { openObjects } from '../runtime/open-objects.js';
import { openRegistry } from '../runtime/open-registry.js';
import { schemaOf } from '../runtime/schema-of.js';
import type { ServiceDefinition } from '../service.js';
import { forgetRows, type DeletedRows } from './forget-rows.js';

/** An erasure of the ledger, and what a restored database still held of it. */
export interface ReappliedOffline {
  readonly erasureId: string;
  readonly tenantId: string;
  readonly conversations: number;
  /** Rows deleted, by service and table. */
  readonly rows: Readonly<Record<string, DeletedRows>>;
}

/**
 * Erases in a restored database what the ledger names, before any service serves from it: keys, rows, objects, the log. Services say it
 * on their topics when they start. Running it again changes nothing.
 * @throws DomainError `CONFIG.INCOMPLETE`, `ERASURE.LEDGER_FORGED`
 */
export async function reapplyLedger(definitions: readonly ServiceDefinition[], env: Environment): Promise<ReappliedOffline[]> {
  const keys = masterKeysOf(env);
  const roles = keys ? databaseRoles(env, env.CALLMESH_ROLES_SECRET ?? keys.current, definitions.length) : undefined;
  const keeper = definitions.find(({ name }) => name === 'ingestion');
  if (!keys || !roles || !keeper) throw new DomainError('CONFIG.INCOMPLETE', 'erasures are applied again with the administrator\'s DATABASE_URL and the installation\'s CALLMESH_MASTER_KEY: set both');
  const store = await openObjects(env);
  const signer = createReceiptSigner(keys.current, keys.previous);
  const claims = createClaimChecks({ url: (await roles.urlsOf(keeper)).appUrl, kms: createLocalKms(keys), store: store.objects, signer: () => Promise.resolve(signer) });
  const bus = env.KAFKA_BROKERS ? undefined : await openBus(env, { busUrl: () => roles.busUrl(), exclusive: false });
  const schemas = openRegistry(env);
  const databases = new Map<ServiceDefinition, Database>();
  try {
    const entries = await claims.erasure.ledger.entries();
    if (entries.length > 0) for (const definition of definitions) databases.set(definition, await openDatabase({ schema: schemaOf(definition.name), ...(await roles.urlsOf(definition)) }));
    const done: ReappliedOffline[] = [];
    for (const entry of entries) {
      const destroyed = new Set((await claims.erasure.keyFates(entry.tenantId, entry.conversations)).filter((fate) => fate.destroyed).map(({ conversation }) => conversation));
      const alive = entry.conversations.filter((id) => !destroyed.has(id));
      for (const id of alive) await claims.erasure.destroyKey(entry.tenantId, id, { actor: 'operator:restore', purpose: `erasure ${entry.erasureId} again, after a restore` });
      const rows = await forgetEverywhere(databases, entry);
      for (const id of entry.conversations) await claims.erasure.removeObjects(entry.tenantId, id);
      await rewriteLog(bus, entry, (message) => erasedMessage(schemas.registry, message));
      done.push({ erasureId: entry.erasureId, tenantId: entry.tenantId, conversations: entry.conversations.length, rows });
    }
    return done;
  } finally {
    await Promise.all([...databases.values()].map((db) => db.close()));
    await Promise.all([bus?.close(), claims.close(), schemas.close()]);
    store.close();
  }
}

async function forgetEverywhere(databases: ReadonlyMap<ServiceDefinition, Database>, { tenantId, conversations }: LedgerEntry): Promise<Record<string, DeletedRows>> {
  const rows: Record<string, DeletedRows> = {};
  for (const [{ name, forgets = [] }, db] of databases) {
    for (const conversationId of conversations) {
      const deleted = await db.transaction(tenantId, async (tx) => {
        await markErased(tx, conversationId);
        return forgetRows(tx, forgets, conversationId);
      });
      if (Object.keys(deleted).length > 0) rows[name] = { ...rows[name], ...deleted };
    }
  }
  return rows;
}

async function rewriteLog(bus: Bus | undefined, { tenantId, conversations }: LedgerEntry, change: Parameters<NonNullable<Bus['rewrite']>>[2]): Promise<void> {
  await bus?.rewrite?.(tenantId, conversations, change);
}
