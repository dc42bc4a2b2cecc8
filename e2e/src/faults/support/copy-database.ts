import type pg from 'pg';
import { withAdmin } from './stores.js';

const PAGE = 500;

/**
 * Copies every row of every schema of callmesh into a database that has the same tables: what a dump and its restore do. The
 * Postgres that comes with the project has no `pg_dump`.
 * @returns how many rows.
 */
export async function copyDatabase(fromUrl: string, toUrl: string): Promise<number> {
  return withAdmin(fromUrl, (from) =>
    withAdmin(toUrl, async (to) => {
      const { rows: tables } = await to.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'public')`,
      );
      await to.query('begin');
      // No foreign key and no trigger looks while tables fill in any order.
      await to.query(`set local session_replication_role = replica`);
      await to.query(`truncate ${tables.map(({ name }) => name).join(', ')}`);
      await from.query('begin isolation level repeatable read');
      let count = 0;
      for (const { name } of tables) {
        for (let offset = 0; ; offset += PAGE) {
          const { rows } = await from.query<{ row: object }>(`select to_jsonb(t) as row from ${name} t order by ctid limit ${PAGE} offset ${offset}`);
          if (rows.length === 0) break;
          await to.query(`insert into ${name} overriding system value select * from jsonb_populate_recordset(null::${name}, $1::jsonb)`, [JSON.stringify(rows.map(({ row }) => row))]);
          count += rows.length;
        }
      }
      await from.query('commit');
      for (const { name, last } of await sequencesOf(from)) await to.query('select setval($1, $2)', [name, last]);
      await to.query('commit');
      return count;
    }),
  );
}

/** Uses up so many transaction ids. */
export async function spendTransactions(url: string, count: number): Promise<void> {
  await withAdmin(url, (client) => client.query(`do $$ begin for n in 1..${count} loop perform pg_current_xact_id(); commit; end loop; end $$`));
}

async function sequencesOf(client: pg.Client): Promise<{ name: string; last: string }[]> {
  const { rows } = await client.query<{ name: string; last: string }>(`select format('%I.%I', schemaname, sequencename) as name, last_value as last from pg_sequences where last_value is not null`);
  return rows;
}
