import { createHash } from 'node:crypto';
import type { ServiceName } from '@callmesh/contracts';
import { Client } from 'pg';
import { erasureFunctions } from './erasure-functions.js';
import { erasureTables } from './erasure-tables.js';
import { holdFunctions, holdTables } from './hold-tables.js';
import { knownFunctions } from './known-functions.js';
import { retentionFunctions, retentionTables } from './retention-tables.js';
import { vaultAuditFunctions, vaultKeeperFunctions } from './vault-audit-functions.js';
import { KEEPER, vaultAuditTables } from './vault-audit-tables.js';
import { vaultFunctions } from './vault-functions.js';
import { vaultRotationFunctions, vaultRotationTables } from './vault-rotation.js';
import { vaultRights, vaultSignatures } from './vault-rights.js';
import type { VaultFunction } from './vault-rights.js';
import { vaultTables } from './vault-tables.js';

const OWNER = 'callmesh_vault';

/**
 * Forward-only: a table step that ran is never changed, a change is a step of its own. Functions are replaced as a whole whenever
 * their text changes; one that gets other parameters needs a step before that drops the old one.
 */
const steps: readonly (readonly [name: string, sql: string, as?: string])[] = [
  ['tables-1', vaultTables],
  ['lookup-1', 'alter table vault.personal_values add column lookup bytea'],
  ['erasure-1', erasureTables],
  [`functions-${digestOf(vaultFunctions)}`, vaultFunctions],
  [`erasure-functions-${digestOf(erasureFunctions)}`, erasureFunctions],
  ['holds-1', holdTables],
  [`hold-functions-${digestOf(holdFunctions)}`, holdFunctions],
  ['retention-1', retentionTables],
  [`retention-functions-${digestOf(retentionFunctions)}`, retentionFunctions],
  ['audit-chain-1', vaultAuditTables],
  [`audit-functions-${digestOf(vaultAuditFunctions)}`, vaultAuditFunctions],
  [`keeper-functions-${digestOf(vaultKeeperFunctions)}`, vaultKeeperFunctions, KEEPER],
  ['rotation-1', vaultRotationTables],
  [`rotation-functions-${digestOf(vaultRotationFunctions)}`, vaultRotationFunctions, KEEPER],
  ['known-1', 'alter table vault.personal_values add column known boolean not null default false'],
  [`known-functions-${digestOf(knownFunctions)}`, knownFunctions],
];

/**
 * Makes schema `vault` with its tables and functions, owned by a role of its own that nobody can log in as. Idempotent; nothing
 * is done when all is there. Several processes may call it at once.
 * @param adminUrl connection of a superuser, or of a role that may create roles and schemas.
 */
export async function provisionVault(adminUrl: string): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    if (await isUpToDate(admin)) return;
    await createGroup(admin, OWNER);
    await createGroup(admin, KEEPER);
    await admin.query(`create schema if not exists vault authorization ${OWNER}`);
    await admin.query(`set local role ${OWNER}`);
    await admin.query('create table if not exists vault.steps (name text primary key, at timestamptz not null default clock_timestamp())');
    const { rows } = await admin.query<{ name: string }>('select name from vault.steps');
    const done = new Set(rows.map((row) => row.name));
    for (const [name, sql, as = OWNER] of steps.filter(([step]) => !done.has(step))) {
      await admin.query(`set local role ${as}`);
      await admin.query(sql);
      await admin.query(revokeFromPublic);
      await admin.query(`set local role ${OWNER}`);
      await admin.query('insert into vault.steps (name) values ($1)', [name]);
    }
  });
}

/**
 * Lets a service's app role call the functions that {@link vaultRights} gives it, and no other. Idempotent.
 * @param schema the service's Postgres schema, e.g. `human_review`; its role `callmesh_<schema>` must exist.
 */
export async function grantVault(adminUrl: string, schema: string): Promise<void> {
  const service = schema.replaceAll('_', '-') as ServiceName;
  const rights = vaultRights[service];
  if (!rights) throw new Error(`no service has the schema ${schema}: give its rights in libs/claim-check/src/schema/vault-rights.ts`);
  const role = `callmesh_${schema}`;
  const call = (name: VaultFunction): string => `vault.${name}(${vaultSignatures[name]})`;
  await withAdmin(adminUrl, async (admin) => {
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) throw new Error(`role ${role} does not exist: provision the service before granting it the vault`);
    const { rows } = await admin.query<{ name: VaultFunction }>('select name from unnest($1::text[], $2::text[]) as f (name, call) where has_function_privilege($3, call, \'execute\')', [
      Object.keys(vaultSignatures),
      (Object.keys(vaultSignatures) as VaultFunction[]).map(call),
      role,
    ]);
    const held = new Set(rows.map((row) => row.name));
    const missing = rights.filter((name) => !held.has(name));
    const surplus = [...held].filter((name) => !rights.includes(name));
    await admin.query(`grant usage on schema vault to ${role}`);
    if (missing.length > 0) await admin.query(`grant execute on function ${missing.map(call).join(', ')} to ${role}`);
    if (surplus.length > 0) await admin.query(`revoke execute on function ${surplus.map(call).join(', ')} from ${role}`);
  });
}

/**
 * All that a service needs of schema `vault`, to be done once for each name: the name changes with the schema and with the service's rights.
 * @param schema the service's Postgres schema.
 */
export function vaultGrant(schema: string): { readonly name: string; run(admin: { readonly url: string }): Promise<void> } {
  const content = JSON.stringify([steps, vaultRights[schema.replaceAll('_', '-') as ServiceName]]);
  return {
    name: `vault-${digestOf(content)}`,
    async run({ url }) {
      await provisionVault(url);
      await grantVault(url, schema);
    },
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function withAdmin(url: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: url, application_name: 'callmesh-vault-provision' });
  await admin.connect();
  try {
    await admin.query('begin');
    await admin.query("select pg_advisory_xact_lock(hashtext('callmesh vault'))");
    await work(admin);
    await admin.query('commit');
  } finally {
    await admin.end();
  }
}

async function isUpToDate(admin: Client): Promise<boolean> {
  const exists = await admin.query<{ there: boolean }>("select to_regclass('vault.steps') is not null as there");
  if (!exists.rows[0]?.there) return false;
  const { rows } = await admin.query<{ done: string }>('select count(*) as done from vault.steps where name = any ($1)', [steps.map(([name]) => name)]);
  return Number(rows[0]?.done) === steps.length;
}

/** Everybody may call a new function, unless its owner says otherwise. */
const revokeFromPublic = `do $$ declare f regprocedure; begin
  for f in select p.oid from pg_proc p where p.pronamespace = 'vault'::regnamespace and p.proowner = current_user::regrole loop
    execute format('revoke all on function %s from public', f);
  end loop;
end $$`;

/** Roles belong to the whole cluster, so another database's provisioning may create it at the same moment. */
async function createGroup(admin: Client, name: string): Promise<void> {
  await admin.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${name}') then create role ${name} nologin; end if;
  exception when duplicate_object or unique_violation then null;
  end $$`);
  await admin.query(`do $$ begin
    if not pg_has_role(current_user, '${name}', case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then execute format('grant ${name} to %I', current_user); end if;
  end $$`);
}
