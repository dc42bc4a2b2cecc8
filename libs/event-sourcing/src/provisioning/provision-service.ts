import { createHash } from 'node:crypto';
import pg from 'pg';
import type { MigrationInterface } from 'typeorm';
import { OWNER_ROLE, passwordOf, rolesOf, scramVerifier, urlFor } from './roles.js';
import { runMigrations } from './run-migrations.js';

/** Raised when what follows the migrations (roles, grants) changes, so that the fast path is not taken once. */
const REVISION = 1;
const ROLE_RACES = new Set(['23505', '42710', 'XX000']);

/** What a service needs in the database. */
export interface Provisioning {
  /** URL of a role that may create roles and schemas in that database. */
  readonly adminUrl: string;
  /** The service's schema: its name with `_` for `-`. */
  readonly schema: string;
  /** All migrations of the schema, those of the libraries included; they run in the order of the timestamps in their names. */
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** Passwords of the service's roles are derived from it. */
  readonly secret: string;
}

/** Connection URLs of the service's two roles: never log them. */
export interface ServiceUrls {
  readonly appUrl: string;
  readonly workerUrl: string;
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What is there already, as the service's own role sees it; undefined when that role cannot even log in. */
async function fingerprintFound(appUrl: string): Promise<string | null | undefined> {
  try {
    return await connected(appUrl, async (client) => {
      const { rows } = await client.query<{ fingerprint: string }>('select fingerprint from provisioned');
      return rows[0]?.fingerprint ?? null;
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code?.startsWith('28') ? undefined : null;
    throw error;
  }
}

/** Roles exist once per server, so two databases may create them at once: the loser tries again. */
async function ensureRole(client: pg.Client, role: string, password: string | undefined, mayLogIn: boolean): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount && (password === undefined || mayLogIn)) return;
      const login = password === undefined ? 'nologin' : `login nobypassrls password '${scramVerifier(password)}'`;
      await client.query(`${rowCount ? 'alter' : 'create'} role ${role} ${login}`);
      return;
    } catch (error) {
      if (attempt >= 20 || !(error instanceof pg.DatabaseError) || !ROLE_RACES.has(error.code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
  }
}

async function prepare(admin: pg.Client, { schema, secret }: Provisioning, rolesLogIn: boolean): Promise<void> {
  const { app, worker } = rolesOf(schema);
  await ensureRole(admin, OWNER_ROLE, undefined, true);
  for (const role of [app, worker]) await ensureRole(admin, role, passwordOf(secret, role), rolesLogIn);
  const { rows } = await admin.query<{ is_member: boolean }>(`select pg_has_role(current_user, '${OWNER_ROLE}', 'set') as is_member`);
  if (!rows[0]?.is_member) await admin.query(`grant ${OWNER_ROLE} to current_user`);
  await admin.query(`create schema if not exists ${schema} authorization ${OWNER_ROLE}`);
  await admin.query(`grant usage on schema ${schema} to ${app}, ${worker}`);
}

/**
 * Brings a service's schema, roles, grants and tables to what this build needs. When all is there it costs one connection;
 * otherwise it works under a lock of the database, so that services (and copies of one) may start at once.
 */
export async function provisionService(wanted: Provisioning): Promise<ServiceUrls> {
  const { adminUrl, schema, migrations, secret } = wanted;
  const roles = rolesOf(schema);
  const urls = { appUrl: urlFor(adminUrl, schema, roles.app, secret), workerUrl: urlFor(adminUrl, schema, roles.worker, secret) };
  const fingerprint = createHash('sha256').update(JSON.stringify([REVISION, migrations.map((migration) => migration.name)])).digest('hex');

  const found = await fingerprintFound(urls.appUrl);
  if (found === fingerprint) return urls;

  await connected(adminUrl, async (admin) => {
    await admin.query(`set idle_session_timeout = 0; select pg_advisory_lock(hashtext('callmesh.provision'))`);
    await prepare(admin, wanted, found !== undefined);
    await runMigrations(adminUrl, schema, migrations);
    await admin.query(`set role ${OWNER_ROLE}; create table if not exists ${schema}.provisioned (single boolean primary key default true check (single), fingerprint text not null)`);
    await admin.query(`grant select on ${schema}.provisioned to ${roles.app}`);
    const keep = `insert into ${schema}.provisioned (fingerprint) values ($1) on conflict (single) do update set fingerprint = excluded.fingerprint`;
    await admin.query(keep, [fingerprint]);
  });
  return urls;
}
