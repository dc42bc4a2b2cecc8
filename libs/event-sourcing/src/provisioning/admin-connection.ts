import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** unique_violation, duplicate_object, "tuple concurrently updated": another database's provisioning changed the same role. */
const ROLE_RACES = new Set(['23505', '42710', 'XX000']);
const ATTEMPTS = 20;

/** Runs work on a connection of its own. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Roles exist once per server, so two databases may change one at the same time: the loser tries again. */
export async function despiteRaces(change: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await change();
      return;
    } catch (error) {
      if (attempt >= ATTEMPTS || !(error instanceof pg.DatabaseError) || !ROLE_RACES.has(error.code ?? '')) throw error;
      await sleep(Math.random() * 20 * attempt);
    }
  }
}
