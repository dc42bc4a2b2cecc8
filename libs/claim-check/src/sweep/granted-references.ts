import type { Database } from '@callmesh/event-sourcing';
import { claimUriOf } from '../references.js';
import type { StoredObject } from '../store/object-store.port.js';
import type { ClaimReferences } from './claim-references.js';

/** What refers to objects, asked by a service with its own role: see `referencesGrant`. */
export function grantedReferences(db: Database): ClaimReferences {
  const ask = (name: string, objects: readonly StoredObject[]): Promise<Set<string>> =>
    db.workerTransaction(async (query) => {
      // Every table of every service is read, and nothing is written: no reader waits for this.
      await query(`select set_config(name, '0', true) from pg_settings where name in ('transaction_timeout', 'statement_timeout')`);
      const { rows } = await query<{ uri: string }>(`select distinct uri from ${db.schema}.${name}($1, $2, $3) as uri`, [
        objects.map(({ name: object }) => claimUriOf(object)),
        objects.map(({ name: { tenantId } }) => tenantId),
        objects.map(({ name: { conversationId } }) => conversationId),
      ]);
      return new Set(rows.map(({ uri }) => uri));
    });
  return {
    likely: (objects) => ask('claims_in_streams', objects),
    anywhere: (objects) => ask('claims_anywhere', objects),
    close: () => Promise.resolve(),
  };
}
