import type pg from 'pg';
import { despiteRaces } from './admin-connection.js';
import { scramVerifier } from './roles.js';

/** From this version on Postgres can end a transaction for its age. */
const HAS_TRANSACTION_TIMEOUT = 170_000;

const KEPT_PLANS = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off' };

/** A role that services log in with. */
export interface LoginRole {
  readonly name: string;
  readonly password: string;
  /** The password has been proved to work already. */
  readonly logsIn: boolean;
  /** Where its unqualified names are looked up. */
  readonly schema: string;
}

/**
 * Settings that every session of a role starts with. An open write transaction anywhere holds back every reader's horizon, so none may
 * stay open for long, on whatever server: set on the role, nobody has to configure the server for it. Plans are made once, and go by
 * index whatever the table's size was then: planning each time was a third of the server's work, and a plan kept since a table was empty
 * would read all of it. Queries over many rows ask for plans of their own (`planAfresh`).
 */
function settingsOf({ schema }: LoginRole, serverVersion: number): Readonly<Record<string, string>> {
  const longest = serverVersion >= HAS_TRANSACTION_TIMEOUT ? 'transaction_timeout' : 'statement_timeout';
  return { search_path: schema, idle_in_transaction_session_timeout: '30s', [longest]: '120s', ...KEPT_PLANS };
}

interface Found {
  readonly exists: boolean;
  readonly config: readonly string[] | null;
  readonly version: number;
}

/** Makes a role that nobody logs in as. */
export async function ensureGroup(admin: pg.Client, name: string): Promise<void> {
  await despiteRaces(async () => {
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [name]);
    if (!rowCount) await admin.query(`create role ${name} nologin`);
  });
}

/** Makes a login role, or gives it the password and the settings that it lacks. */
export async function ensureLogin(admin: pg.Client, role: LoginRole): Promise<void> {
  await despiteRaces(async () => {
    const { rows } = await admin.query<Found>(
      `select r.rolname is not null as exists, r.rolconfig as config, current_setting('server_version_num')::int as version
       from (select) as always left join pg_roles r on r.rolname = $1`,
      [role.name],
    );
    const { exists, config, version } = rows[0] as Found;
    if (!exists || !role.logsIn) await admin.query(`${exists ? 'alter' : 'create'} role ${role.name} login nobypassrls password '${scramVerifier(role.password)}'`);
    const held = new Set(config);
    for (const [name, value] of Object.entries(settingsOf(role, version))) {
      if (!held.has(`${name}=${value}`)) await admin.query(`alter role ${role.name} set ${name} = '${value}'`);
    }
  });
}
