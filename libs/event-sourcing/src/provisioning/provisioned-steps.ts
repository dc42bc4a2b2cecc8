import pg from 'pg';
import type { MigrationInterface } from 'typeorm';
import { DomainError } from '../decider.js';
import { connected } from './admin-connection.js';
import { OWNER_ROLE, rolesOf } from './roles.js';

/** Raised when what is done beside the migrations (roles, their settings, grants) changes. */
const ROLES_REVISION = 2;

/** What the roles of a service get beyond their schema: done once for each name, after the migrations. */
export interface Grant {
  /** Another name when what it grants changes. */
  readonly name: string;
  run(admin: Administrator): Promise<void>;
}

/** The administrator's connection, while the lock of the provisioning is held. */
export interface Administrator {
  readonly url: string;
  query(sql: string): Promise<unknown>;
}

/** What makes a schema complete. */
export interface SchemaNeeds {
  readonly schema: string;
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly grants?: readonly Grant[];
}

/** Names of all that must have been done for this build; a newer build has done more. */
export function stepsOf({ migrations, grants = [] }: SchemaNeeds): string[] {
  return [`roles-${ROLES_REVISION}`, ...migrations.map(({ name }) => name), ...grants.map(({ name }) => name)];
}

/** What a role can see of the schema's state. */
export interface SchemaState {
  /** False when the server refuses the role: it does not exist, or has another password. */
  readonly logsIn: boolean;
  /** Steps that are not done yet. */
  readonly missing: readonly string[];
}

/** Looks at a schema as the service's own role. */
export async function stateOf(needs: SchemaNeeds, appUrl: string): Promise<SchemaState> {
  const wanted = stepsOf(needs);
  try {
    return await connected(appUrl, async (client) => {
      const { rows } = await client.query<{ name: string }>(`select name from ${needs.schema}.provisioned_steps`);
      const done = new Set(rows.map(({ name }) => name));
      return { logsIn: true, missing: wanted.filter((step) => !done.has(step)) };
    });
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    // 3D000: no such database; it has to be made by hand, and every other connection will say so.
    if (error.code === '3D000') throw error;
    return { logsIn: !error.code?.startsWith('28'), missing: wanted };
  }
}

/** Writes down what is done, for the service's own role to read. */
export async function recordSteps(admin: pg.Client, schema: string, steps: readonly string[]): Promise<void> {
  const table = `${schema}.provisioned_steps`;
  await admin.query(`set role ${OWNER_ROLE}; create table if not exists ${table} (name text primary key, done_at timestamptz not null default now())`);
  await admin.query(`grant select on ${table} to ${rolesOf(schema).app}`);
  await admin.query(`insert into ${table} (name) select unnest($1::text[]) on conflict do nothing`, [steps]);
  await admin.query('reset role');
}

/**
 * For a process without the administrator's credential: refuses to start on a schema that lacks something. One that has more, because a
 * newer build was here, will do: migrations are expanded first and contracted when no older build runs any more.
 * @throws DomainError DATABASE.NOT_MIGRATED
 */
export async function assertProvisioned(needs: SchemaNeeds, appUrl: string): Promise<void> {
  const { logsIn, missing } = await stateOf(needs, appUrl);
  const { schema } = needs;
  if (!logsIn) {
    throw new DomainError('DATABASE.NOT_MIGRATED', `the database refuses the user of DATABASE_APP_URL: either \`callmesh migrate\` has not made the roles of schema ${schema} yet, or the password is another one. Run \`callmesh migrate\` with the administrator's DATABASE_URL; with --out it writes the addresses to use`);
  }
  if (missing.length > 0) {
    throw new DomainError('DATABASE.NOT_MIGRATED', `schema ${schema} is not what this build needs. Missing: ${missing.join(', ')}. Run \`callmesh migrate\` of this build with the administrator's DATABASE_URL, then start again`, { schema, missing });
  }
}
