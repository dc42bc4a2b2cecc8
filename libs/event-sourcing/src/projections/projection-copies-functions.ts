import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rolesOf } from '../provisioning/roles.js';

/** The comment by which a migration says that a table holds a read model: only such tables can be copied and replaced. */
const MARK = 'callmesh: projection';

/** Marks tables, in the migration of the service that owns them, as a read model that can be built anew beside itself. */
export async function markProjection(runner: QueryRunner, ...tables: readonly string[]): Promise<void> {
  for (const table of tables) await runner.query(`comment on table ${table} is '${MARK}'`);
}

/**
 * Copies of read models, each in a schema of its own with the same table names. Services own no tables, so they ask the owner through
 * these functions, which touch nothing but tables that a migration has marked.
 * `open_copy` makes empty tables with the same columns, indexes, policies and grants; `promote_copy` puts them in the place of the
 * live ones, with their checkpoint; `drop_copy` removes them.
 */
export class ProjectionCopies1764100000130 implements MigrationInterface {
  readonly name = 'ProjectionCopies1764100000130';

  async up(runner: QueryRunner): Promise<void> {
    const [row] = (await runner.query('select current_schema() as schema')) as { schema: string }[];
    const live = row?.schema ?? '';
    const { app, worker } = rolesOf(live);
    await runner.query(openCopy(live, app, worker));
    await runner.query(promoteCopy(live));
    await runner.query(dropCopy(live));
    for (const signature of ['open_copy(text, text[])', 'promote_copy(text, text)', 'drop_copy(text)']) {
      await runner.query(`revoke all on function ${signature} from public`);
      await runner.query(`grant execute on function ${signature} to ${worker}`);
    }
    // A copy reads on from its own checkpoint.
    await runner.query(`grant insert, update, delete on projection_checkpoints to ${worker}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}

const DEFINER = `language plpgsql security definer set search_path = pg_catalog, pg_temp`;
const CHECKED = `if p_copy !~ '^[a-z][a-z0-9_]{0,19}$' then raise exception 'bad name of a copy' using errcode = 'invalid_parameter_value'; end if;`;

const openCopy = (live: string, app: string, worker: string): string => `
  create function open_copy(p_copy text, p_tables text[]) returns void ${DEFINER} as $$
  declare
    v_copy text := '${live}__' || p_copy;
    v_table text;
    v_source oid;
    v_policy record;
    v_grant record;
  begin
    ${CHECKED}
    execute format('create schema %I', v_copy);
    execute format('grant usage on schema %I to ${app}, ${worker}', v_copy);
    foreach v_table in array p_tables loop
      v_source := to_regclass(format('${live}.%I', v_table));
      if obj_description(v_source, 'pg_class') is distinct from '${MARK}' then
        raise exception '% is no table of a read model', v_table using errcode = 'undefined_table';
      end if;
      execute format('create table %I.%I (like ${live}.%I including all)', v_copy, v_table, v_table);
      execute format('comment on table %I.%I is %L', v_copy, v_table, '${MARK}');
      execute format('alter table %I.%I enable row level security, force row level security', v_copy, v_table);
      for v_policy in select * from pg_policies where schemaname = '${live}' and tablename = v_table loop
        execute format('create policy %I on %I.%I as %s for %s to %s using (%s) with check (%s)', v_policy.policyname, v_copy, v_table, v_policy.permissive, v_policy.cmd,
          array_to_string(v_policy.roles, ', '), coalesce(v_policy.qual, 'true'), coalesce(v_policy.with_check, 'true'));
      end loop;
      for v_grant in select a.privilege_type, pg_get_userbyid(a.grantee) as grantee from pg_class c, aclexplode(c.relacl) a where c.oid = v_source and a.grantee <> c.relowner and a.grantee <> 0 loop
        execute format('grant %s on %I.%I to %I', v_grant.privilege_type, v_copy, v_table, v_grant.grantee);
      end loop;
    end loop;
  end $$`;

const promoteCopy = (live: string): string => `
  create function promote_copy(p_copy text, p_projection text) returns void ${DEFINER} as $$
  declare
    v_copy text := '${live}__' || p_copy;
    v_old text := '${live}__' || p_copy || '__old';
    v_tables text[];
    v_table text;
  begin
    ${CHECKED}
    select array_agg(tablename order by tablename) into v_tables from pg_tables where schemaname = v_copy;
    if v_tables is null then raise exception 'there is no copy %', p_copy using errcode = 'undefined_object'; end if;
    -- A running instance of the projection waits at its checkpoint, and then goes on from the copy's.
    perform 1 from ${live}.projection_checkpoints where name = p_projection for update;
    foreach v_table in array v_tables loop
      execute format('lock table ${live}.%I, %I.%I in access exclusive mode', v_table, v_copy, v_table);
    end loop;
    execute format('create schema %I', v_old);
    foreach v_table in array v_tables loop
      execute format('alter table ${live}.%I set schema %I', v_table, v_old);
      execute format('alter table %I.%I set schema ${live}', v_copy, v_table);
    end loop;
    update ${live}.projection_checkpoints l set transaction_id = c.transaction_id, position = c.position, updated_at = now()
      from ${live}.projection_checkpoints c where l.name = p_projection and c.name = p_projection || '@' || p_copy;
    delete from ${live}.projection_checkpoints where name = p_projection || '@' || p_copy;
    execute format('drop schema %I cascade', v_old);
    execute format('drop schema %I cascade', v_copy);
  end $$`;

const dropCopy = (live: string): string => `
  create function drop_copy(p_copy text) returns void ${DEFINER} as $$
  begin
    ${CHECKED}
    execute format('drop schema if exists %I cascade', '${live}__' || p_copy);
    delete from ${live}.projection_checkpoints where name like '%@' || p_copy;
  end $$`;
