import type { ServiceName } from '@callmesh/contracts';
import type { Grant } from '@callmesh/event-sourcing';
import { schemaOf } from '../runtime/schema-of.js';

/** The service that makes, lists and ends API keys and subscriptions where every service is a process of its own. */
export const KEY_KEEPER: ServiceName = 'ingestion';

/**
 * What a service needs of schema `access` with its own roles: to ask whose key a caller presents and for whom its relay writes; the keeper
 * also what the routes below `/keys` and `/subscriptions` do, fenced to the tenant as ever.
 */
export function accessGrant(service: ServiceName): Grant {
  const [app, worker] = [`callmesh_${schemaOf(service)}`, `callmesh_${schemaOf(service)}_worker`];
  const keeps = service === KEY_KEEPER;
  return {
    name: `access-3${keeps ? '-keeper' : ''}`,
    async run(admin) {
      await admin.query(`grant usage on schema access to ${app}, ${worker}`);
      await admin.query(`grant execute on function access.authenticate(text, bytea) to ${worker}`);
      await admin.query(`grant execute on function access.caller_of(text, bytea) to ${worker}`);
      await admin.query(`grant execute on function access.subscribed_topics() to ${worker}`);
      if (!keeps) return;
      // Row-level security knows the tables' own role only: a policy like it, for this one.
      const ownTenant = `tenant_id = (select current_setting('callmesh.tenant', true))`;
      for (const [table, privileges] of [['api_keys', 'select, insert, update'], ['subscriptions', 'select, insert, delete']]) {
        await admin.query(`grant ${privileges} on access.${table} to ${app}`);
        await admin.query(`drop policy if exists keeper on access.${table}`);
        await admin.query(`create policy keeper on access.${table} to ${app} using (${ownTenant}) with check (${ownTenant})`);
      }
    },
  };
}
