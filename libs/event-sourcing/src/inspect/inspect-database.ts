import pg from 'pg';
import { stepsOf, type SchemaNeeds } from '../provisioning/provisioned-steps.js';
import { rolesOf } from '../provisioning/roles.js';

const ANSWER_MS = 5_000;

/** What a look at a Postgres server shows. */
export interface DatabaseFacts {
  /** e.g. 180004. */
  readonly version: number;
  readonly role: string;
  /** Whether the role may create roles and schemas. */
  readonly administers: boolean;
  /** Settings on which durability and the horizon depend, as `pg_settings` has them. */
  readonly settings: Readonly<Record<string, string>>;
  readonly connections: { readonly used: number; readonly max: number };
  /** Its clock minus ours, ms, by half of the round trip at most wrong. */
  readonly clockSkewMs: number;
  /** The open write transaction that is the horizon, where one is open. Its age is unknown to a role that may not see others' sessions. */
  readonly horizon: { readonly pid: number; readonly application: string; readonly state: string | null; readonly ageSeconds: number | null } | null;
}

const SETTINGS = ['synchronous_commit', 'fsync', 'full_page_writes', 'wal_level', 'idle_in_transaction_session_timeout', 'transaction_timeout'];

/** Looks at a server. Nothing is changed, no answer is waited for longer than 5 s. @throws database errors */
export async function inspectDatabase(url: string): Promise<DatabaseFacts> {
  return asked(url, async (client) => {
    const began = Date.now();
    const { rows } = await client.query<{ version: string; now: number; role: string; administers: boolean; used: number; max: number }>(
      `select current_setting('server_version_num') as version, extract(epoch from clock_timestamp())::float8 * 1000 as now, current_user::text as role,
              (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as administers,
              (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used, current_setting('max_connections')::int as max`,
    );
    const ended = Date.now();
    const settings = await client.query<{ name: string; setting: string }>('select name, setting from pg_settings where name = any ($1)', [SETTINGS]);
    const horizon = await client.query<{ pid: number; application: string; state: string | null; ageSeconds: number | null }>(
      `select pid, application_name as application, state, extract(epoch from clock_timestamp() - xact_start)::float8 as "ageSeconds"
       from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid() order by age(backend_xid) desc limit 1`,
    );
    const [found] = rows;
    if (!found) throw new Error('the server gave no answer');
    return {
      version: Number(found.version),
      role: found.role,
      administers: found.administers,
      settings: Object.fromEntries(settings.rows.map(({ name, setting }) => [name, setting])),
      connections: { used: found.used, max: found.max },
      clockSkewMs: Math.round(found.now - (began + ended) / 2),
      horizon: horizon.rows[0] ?? null,
    };
  });
}

/** How a service's schema stands. */
export interface SchemaFacts {
  readonly schema: string;
  readonly exists: boolean;
  /** Migrations and grants of this build that have not been run. */
  readonly missing: readonly string[];
  /** Of the service's two roles, those that are not there. */
  readonly rolesMissing: readonly string[];
  /** Of the service's two roles, those that row-level security does not hold. */
  readonly rolesTooMighty: readonly string[];
}

/** Compares schemas with what this build needs. The role of the address must be allowed to read them. */
export async function inspectSchemas(url: string, needs: readonly SchemaNeeds[]): Promise<SchemaFacts[]> {
  return asked(url, async (client) => {
    const facts: SchemaFacts[] = [];
    for (const need of needs) {
      const { schema } = need;
      const roles = Object.values(rolesOf(schema));
      const there = await client.query<{ exists: boolean }>(`select to_regclass($1) is not null as exists`, [`${schema}.provisioned_steps`]);
      const exists = there.rows[0]?.exists ?? false;
      const done = exists ? await client.query<{ name: string }>(`select name from ${schema}.provisioned_steps`) : { rows: [] };
      const found = await client.query<{ name: string; mighty: boolean }>('select rolname::text as name, rolsuper or rolbypassrls as mighty from pg_roles where rolname = any ($1)', [roles]);
      const names = new Set(done.rows.map(({ name }) => name));
      facts.push({
        schema,
        exists,
        missing: stepsOf(need).filter((step) => !names.has(step)),
        rolesMissing: roles.filter((role) => !found.rows.some(({ name }) => name === role)),
        rolesTooMighty: found.rows.filter(({ mighty }) => mighty).map(({ name }) => name),
      });
    }
    return facts;
  });
}

async function asked<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'callmesh doctor', connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS, statement_timeout: ANSWER_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    // A server that hangs would not answer the good-bye either.
    void client.end().catch(() => undefined);
  }
}
