import type { QueryRunner } from 'typeorm';
import { rolesOf, type ServiceRoles } from './roles.js';

const READ_AND_WRITE = 'select, insert, update, delete';

/** The roles of the service in whose schema a migration runs. */
export async function rolesHere(runner: QueryRunner): Promise<ServiceRoles> {
  const [row] = (await runner.query('select current_schema() as schema')) as { schema: string }[];
  return rolesOf(row?.schema ?? '');
}

/**
 * Fences a table that has a column `tenant_id`: the service's role sees and writes only rows of the tenant of its transaction,
 * even through the table's owner. Use it in the migration that creates the table, in the service's own schema.
 * @param privileges what the service's role may do with its tenant's rows, e.g. `select, insert` for a table of facts.
 */
export async function isolateByTenant(runner: QueryRunner, table: string, privileges = READ_AND_WRITE): Promise<void> {
  const { app } = await rolesHere(runner);
  // The sub-select is evaluated once per statement, not once per row.
  const ownTenant = `tenant_id = (select current_setting('callmesh.tenant', true))`;
  await runner.query(`alter table ${table} enable row level security`);
  await runner.query(`alter table ${table} force row level security`);
  await runner.query(`create policy tenant on ${table} to ${app} using (${ownTenant}) with check (${ownTenant})`);
  await grantService(runner, table, privileges);
}

/** Lets the worker role see every tenant's rows of a table: only for what relay, job workers and operators' views need. */
export async function grantWorker(runner: QueryRunner, table: string, privileges = READ_AND_WRITE): Promise<void> {
  const { worker } = await rolesHere(runner);
  await runner.query(`create policy worker on ${table} to ${worker} using (true) with check (true)`);
  await runner.query(`grant ${privileges} on ${table} to ${worker}`);
}

/** Lets the service's role use a table that belongs to no tenant (checkpoints, generations): it has no `tenant_id` and no policy. */
export async function grantService(runner: QueryRunner, table: string, privileges = READ_AND_WRITE): Promise<void> {
  const { app } = await rolesHere(runner);
  await runner.query(`grant ${privileges} on ${table} to ${app}`);
}
