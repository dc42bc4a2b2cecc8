import { referencesGrant, vaultGrant } from '@callmesh/claim-check';
import { copiesGrant, eventStoreMigrations, horizonGrant, type SchemaNeeds } from '@callmesh/event-sourcing';
import { jobMigrations } from '@callmesh/jobs';
import { messagingMigrations } from '@callmesh/messaging';
import { accessGrant } from '../access/access-grant.js';
import type { ServiceDefinition } from '../service.js';
import { schemaOf } from './schema-of.js';
import { SWEEPER } from './sweep-claims.js';

/** What a service's schema must hold: the tables of the libraries, its own, and what it may do in schemas `vault` and `access`. */
export function needsOf({ name, migrations }: ServiceDefinition): SchemaNeeds {
  const schema = schemaOf(name);
  return { schema, migrations: [...eventStoreMigrations, ...messagingMigrations, ...jobMigrations, ...migrations], grants: [copiesGrant, horizonGrant(schema), vaultGrant(schema), accessGrant(name), ...(name === SWEEPER ? [referencesGrant(schema)] : [])] };
}
