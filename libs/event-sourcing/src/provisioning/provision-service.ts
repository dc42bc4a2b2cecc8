import { connected } from './admin-connection.js';
import { ensureGroup, ensureLogin } from './ensure-role.js';
import { recordSteps, stateOf, stepsOf, type SchemaNeeds, type SchemaState } from './provisioned-steps.js';
import { OWNER_ROLE, passwordOf, rolesOf, urlFor } from './roles.js';
import { runMigrations } from './run-migrations.js';
import type pg from 'pg';

/** What a service needs in the database. Migrations run in the order of the timestamps in their names, those of the libraries included. */
export interface Provisioning extends SchemaNeeds {
  /** URL of a role that may create roles and schemas in that database. */
  readonly adminUrl: string;
  /** Passwords of the service's roles are derived from it. */
  readonly secret: string;
  /** Passwords by role instead of derived ones; undefined falls back to the derived. They are set anew, so that one can be changed. */
  readonly passwords?: (role: string) => string | undefined;
}

/** Connection URLs of the service's two roles: never log them. */
export interface ServiceUrls {
  readonly appUrl: string;
  readonly workerUrl: string;
}

/** What a provisioning came to. */
export interface Provisioned extends ServiceUrls {
  /** What was missing, and has been done now. */
  readonly done: readonly string[];
}

interface Passwords {
  readonly app: string;
  readonly worker: string;
}

function passwordsOf({ schema, secret, passwords }: Provisioning): Passwords {
  const { app, worker } = rolesOf(schema);
  const of = (role: string): string => passwords?.(role) ?? passwordOf(secret, role);
  return { app: of(app), worker: of(worker) };
}

async function prepare(admin: pg.Client, wanted: Provisioning, passwords: Passwords, { logsIn }: SchemaState): Promise<void> {
  const { schema } = wanted;
  const { app, worker } = rolesOf(schema);
  // Only the app role has been tried; given passwords are set on both.
  const proved = logsIn && !wanted.passwords;
  await ensureGroup(admin, OWNER_ROLE);
  await ensureLogin(admin, { name: app, password: passwords.app, logsIn: proved, schema });
  await ensureLogin(admin, { name: worker, password: passwords.worker, logsIn: proved, schema });
  const { rows } = await admin.query<{ is_member: boolean }>(`select pg_has_role(current_user, '${OWNER_ROLE}', case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) as is_member`);
  if (!rows[0]?.is_member) await admin.query(`grant ${OWNER_ROLE} to current_user`);
  await admin.query(`create schema if not exists ${schema} authorization ${OWNER_ROLE}`);
  await admin.query(`grant usage on schema ${schema} to ${app}, ${worker}`);
}

/**
 * Brings a service's schema, roles, grants and tables to what this build needs. When all is there it costs one connection;
 * otherwise it works under a lock of the database, so that services (and copies of one) may start at once.
 */
export async function provisionService(wanted: Provisioning): Promise<Provisioned> {
  const { adminUrl, schema, migrations, grants = [] } = wanted;
  const roles = rolesOf(schema);
  const passwords = passwordsOf(wanted);
  const urls = { appUrl: urlFor(adminUrl, schema, roles.app, passwords.app), workerUrl: urlFor(adminUrl, schema, roles.worker, passwords.worker) };

  const found = await stateOf(wanted, urls.appUrl);
  if (found.logsIn && found.missing.length === 0 && !wanted.passwords) return { ...urls, done: [] };

  await connected(adminUrl, async (admin) => {
    await admin.query(`set idle_session_timeout = 0; select pg_advisory_lock(hashtext('callmesh.provision'))`);
    await prepare(admin, wanted, passwords, found);
    if (found.missing.length === 0) return;
    await runMigrations(adminUrl, schema, migrations);
    const administrator = { url: adminUrl, query: (sql: string) => admin.query(sql) };
    for (const grant of grants) if (found.missing.includes(grant.name)) await grant.run(administrator);
    await recordSteps(admin, schema, stepsOf(wanted));
  });
  return { ...urls, done: found.missing };
}
