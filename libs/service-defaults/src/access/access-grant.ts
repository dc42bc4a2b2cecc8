import type { ServiceName } from '@callmesh/contracts';
import type { Grant } from '@callmesh/event-sourcing';
import { schemaOf } from '../runtime/schema-of.js';

/** The service that makes, lists and revokes API keys where every service is a process of its own. */
export const KEY_KEEPER: ServiceName = 'ingestion';

/**
 * What a service needs of schema `access` with its own roles: to ask whose key a caller presents; the keeper also what the routes below
 * `/keys` do, fenced to the caller's tenant as ever.
 */
export function accessGrant(service: ServiceName): Grant {
  const [app, worker] = [`callmesh_${schemaOf(service)}`, `callmesh_${schemaOf(service)}_worker`];
  const keeps = service === KEY_KEEPER;
  return {
    name: `access-1${keeps ? '-keeper' : ''}`,
    async run(admin) {
      await admin.query(`grant usage on schema access to ${app}, ${worker}`);
      await admin.query(`grant execute on function access.authenticate(text, bytea) to ${worker}`);
      if (!keeps) return;
      // Row-level security knows the tables' own role only: a policy like it, for this one.
      await admin.query(`grant select, insert, update on access.api_keys to ${app}`);
      await admin.query(`drop policy if exists keeper on access.api_keys`);
      await admin.query(`create policy keeper on access.api_keys to ${app} using (tenant_id = (select current_setting('callmesh.tenant', true))) with check (tenant_id = (select current_setting('callmesh.tenant', true)))`);
    },
  };
}
