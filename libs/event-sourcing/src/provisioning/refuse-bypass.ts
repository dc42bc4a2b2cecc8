import type pg from 'pg';
import { DomainError } from '../decider.js';

interface Standing {
  readonly role: string;
  readonly is_superuser: boolean;
  readonly bypasses: boolean;
  readonly owned: string | null;
  readonly unfenced: string | null;
}

/** One statement: what the role is, what it could own, and which tables with tenants have no fence. */
const STANDING = `
  with tables as (
    select c.relname, c.relowner, c.relrowsecurity and c.relforcerowsecurity as is_fenced,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as has_tenant
      from pg_class c where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p')
  )
  select r.rolname as role, r.rolsuper as is_superuser, r.rolbypassrls as bypasses,
         (select string_agg(relname, ', ' order by relname) from tables where pg_has_role(r.oid, relowner, 'member')) as owned,
         (select string_agg(relname, ', ' order by relname) from tables where has_tenant and not is_fenced) as unfenced
    from pg_roles r where r.rolname = current_user`;

/** Refuses to start with a role that row-level security does not hold, or with a table that nothing fences. */
export async function refuseBypass(pool: pg.Pool, schema: string): Promise<void> {
  const { rows } = await pool.query<Standing>(STANDING, [schema]);
  const standing = rows[0];
  if (!standing) throw new DomainError('DATABASE.ROLE_BYPASSES_ISOLATION', 'the role of this connection cannot be examined');
  const { role, unfenced } = standing;
  const why = standing.is_superuser ? 'is a superuser' : standing.bypasses ? 'has BYPASSRLS' : standing.owned !== null ? `can act as the owner of ${standing.owned}` : undefined;
  if (why) {
    throw new DomainError(
      'DATABASE.ROLE_BYPASSES_ISOLATION',
      `role ${role} ${why}, so one tenant could see another's rows in schema ${schema}: connect with the roles that provisioning makes (callmesh_${schema}, callmesh_${schema}_worker)`,
    );
  }
  if (unfenced !== null) throw new DomainError('DATABASE.TABLE_NOT_ISOLATED', `tables of schema ${schema} have a tenant but no forced row-level security: ${unfenced}. Call isolateByTenant in their migration`);
}
