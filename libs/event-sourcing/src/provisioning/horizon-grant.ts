import type { Grant } from './provisioned-steps.js';
import { rolesOf } from './roles.js';

/**
 * Lets a service see which open transactions hold back what readers may read: the cluster's, of every database and role, without a word
 * of what they do. The functions run with the rights of the administrator who made them; one who may not look at others' sessions (no
 * superuser, no member of pg_read_all_stats) leaves state and age unknown.
 */
export function horizonGrant(schema: string): Grant {
  const { worker } = rolesOf(schema);
  return {
    name: 'horizon-1',
    async run(admin) {
      // The one with the oldest transaction id comes first: it alone is the horizon.
      await admin.query(`
        create or replace function ${schema}.horizon_holders()
        returns table (pid integer, database text, application text, role text, state text, age_seconds double precision)
        language sql stable security definer set search_path = pg_catalog as $$
          select pid, database, application, role, state, extract(epoch from clock_timestamp() - began)::double precision from (
            select a.pid, a.datname::text as database, a.application_name as application, a.usename::text as role, a.state, a.xact_start as began, a.backend_xid as xid
              from pg_stat_activity a where a.backend_xid is not null and a.pid <> pg_backend_pid()
            union all
            select null, p.database::text, 'prepared transaction', p.owner::text, 'prepared', p.prepared, p.transaction from pg_prepared_xacts p
          ) as open order by age(xid) desc limit 5
        $$`);
      // Null when sessions of others cannot be seen.
      await admin.query(`
        create or replace function ${schema}.oldest_transaction() returns timestamptz
        language sql stable security definer set search_path = pg_catalog as $$
          select case when bool_or(state is null) then null else coalesce(min(began), now()) end from (
            select a.state, a.xact_start as began from pg_stat_activity a
              where a.datname = current_database() and a.backend_type = 'client backend' and a.pid <> pg_backend_pid()
            union all
            select 'prepared', p.prepared from pg_prepared_xacts p where p.database = current_database()
          ) as open
        $$`);
      for (const name of ['horizon_holders', 'oldest_transaction']) {
        await admin.query(`revoke all on function ${schema}.${name}() from public; grant execute on function ${schema}.${name}() to ${worker}`);
      }
    },
  };
}
