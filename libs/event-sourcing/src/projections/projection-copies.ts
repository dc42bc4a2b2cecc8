import { DomainError } from '../decider.js';
import type { Database, Tx } from '../database.port.js';

const NAME = /^[a-z][a-z0-9_]{0,19}$/;

/** How a table of a copy differs from the live one. */
export interface TableComparison {
  readonly table: string;
  readonly rows: { readonly live: number; readonly copy: number };
  /** Hash over all rows, whatever their order. */
  readonly digest: { readonly live: string; readonly copy: string };
  /** Rows that the other one does not have. */
  readonly onlyLive: number;
  readonly onlyCopy: number;
}

/** Schema in which a copy's tables lie, under the names of the live ones. */
export function copySchemaOf(schema: string, copy: string): string {
  return `${schema}__${checked(copy)}`;
}

function checked(copy: string): string {
  if (!NAME.test(copy)) throw new DomainError('COPY.NAME_INVALID', `"${copy}" is no name for a copy: a letter, then up to 19 of a-z, 0-9 and _`);
  return copy;
}

/**
 * Makes an empty copy of a read model's tables.
 * @throws DomainError `COPY.NAME_INVALID`, `COPY.ALREADY_EXISTS`, `COPY.NOT_ALLOWED` when the database's owner role may make no schemas
 */
export async function openCopy(query: Tx['query'], copy: string, tables: readonly string[]): Promise<void> {
  await query('select open_copy($1, $2)', [checked(copy), tables]).catch((error: { code?: string }) => {
    if (error.code === '42P06') throw new DomainError('COPY.ALREADY_EXISTS', `there is a copy ${copy} already: compare, promote or drop it`);
    if (error.code === '42501') throw new DomainError('COPY.NOT_ALLOWED', 'the role callmesh_owner may not create schemas: run `callmesh migrate` as a role that owns the database, or grant it CREATE on the database');
    throw error;
  });
}

/**
 * Puts a copy in the place of the live tables, with its checkpoint; the old ones are dropped. All in one transaction.
 * @throws DomainError `COPY.NOT_FOUND`
 */
export async function promoteCopy(query: Tx['query'], copy: string, projection: string): Promise<void> {
  await query('select promote_copy($1, $2)', [checked(copy), projection]).catch((error: { code?: string }) => {
    if (error.code === '42704') throw new DomainError('COPY.NOT_FOUND', `there is no copy ${copy} of ${projection}`);
    throw error;
  });
}

/** Removes a copy; nothing happens when there is none. */
export async function dropCopy(query: Tx['query'], copy: string): Promise<void> {
  await query('select drop_copy($1)', [checked(copy)]);
}

/** Compares every table of a copy with the live one, of all tenants. */
export async function compareCopy(db: Database, copy: string, tables: readonly string[]): Promise<TableComparison[]> {
  const copySchema = copySchemaOf(db.schema, copy);
  return Promise.all(tables.map((table) => compareTable(db, table, `${db.schema}.${table}`, `${copySchema}.${table}`)));
}

async function compareTable(db: Database, table: string, live: string, copy: string): Promise<TableComparison> {
  const row = (alias: string): string => `md5(${alias}::text)`;
  const digest = (from: string): string => `select count(*)::int as rows, coalesce(md5(string_agg(${row('t')}, '' order by ${row('t')})), '') as digest from ${from} t`;
  const without = (a: string, b: string): string => `select count(*)::int as n from (select ${row('a')} from ${a} a except all select ${row('b')} from ${b} b) d`;
  const { rows } = await db.workerQuery<{ l_rows: number; l_digest: string; c_rows: number; c_digest: string; only_live: number; only_copy: number }>(
    `select l.rows as l_rows, l.digest as l_digest, c.rows as c_rows, c.digest as c_digest, ol.n as only_live, oc.n as only_copy
     from (${digest(live)}) l, (${digest(copy)}) c, (${without(live, copy)}) ol, (${without(copy, live)}) oc`,
  ).catch((error: { code?: string }) => {
    if (error.code === '42P01' || error.code === '3F000') throw new DomainError('COPY.NOT_FOUND', `there is no copy with a table ${table}`);
    throw error;
  });
  const found = rows[0];
  if (!found) throw new DomainError('COPY.NOT_FOUND', `there is no copy with a table ${table}`);
  return { table, rows: { live: found.l_rows, copy: found.c_rows }, digest: { live: found.l_digest, copy: found.c_digest }, onlyLive: found.only_live, onlyCopy: found.only_copy };
}
