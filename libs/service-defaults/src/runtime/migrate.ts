import { provisionService, type Provisioned } from '@callmesh/event-sourcing';
import { provisionBus } from '@callmesh/messaging';
import { openAccess, provisionAccess, type Access } from '../access/open-access.js';
import type { ServiceDefinition } from '../service.js';
import { needsOf } from './needs.js';

/** With what the database is set up. */
export interface MigrateOptions {
  /** Address of a role that may create roles and schemas in that database. */
  readonly adminUrl: string;
  /** Passwords of the roles are derived from it, where none is given. */
  readonly secret: string;
  /** Password of a role, e.g. `callmesh_ingestion`, `callmesh_ingestion_worker`; undefined for a derived one. */
  readonly passwordOf?: (role: string) => string | undefined;
}

/** What one schema came to. */
export interface Migrated extends Provisioned {
  /** `access` for the API keys, else the service's name. */
  readonly name: string;
}

/**
 * The deploy step before a roll-out: brings the schemas, roles, rights and tables of services to what this build needs, so that
 * their processes start with their own roles alone. Runs under a lock of the database; what is there already is left alone.
 * @throws DomainError and database errors; what was done until then stays done, and running it again goes on from there.
 */
export async function migrate(definitions: readonly ServiceDefinition[], { adminUrl, secret, passwordOf }: MigrateOptions): Promise<Migrated[]> {
  const given = passwordOf && { passwords: passwordOf };
  const access = { name: 'access', ...(await provisionAccess({ adminUrl, secret })) };
  await provisionBus(adminUrl, secret);
  const services: Migrated[] = [];
  // One after the other: they would wait for one lock anyway, and what is said stays in order.
  for (const definition of definitions) services.push({ name: definition.name, ...(await provisionService({ ...needsOf(definition), adminUrl, secret, ...given })) });
  return [access, ...services];
}

/** API keys with the administrator's address: for whoever sets an installation up. */
export async function openKeys({ adminUrl, secret }: MigrateOptions): Promise<Access> {
  return openAccess(await provisionAccess({ adminUrl, secret }));
}
