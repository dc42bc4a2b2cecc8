import { Client } from 'pg';

/** Rows of one statement on a connection of its own. */
export async function query<R extends object = Record<string, unknown>>(url: string, sql: string, values: unknown[] = []): Promise<R[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** SQLSTATE that a promise ends with. */
export const sqlState = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'none', (error: unknown) => String((error as { code?: string }).code));
