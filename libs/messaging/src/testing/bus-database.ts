import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { provisionBus } from '../embedded/provision-bus.js';

/** A database of its own with the embedded broker in it, on the run's Postgres. */
export interface BusDatabase {
  readonly url: string;
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/** Makes a {@link BusDatabase}; the caller drops it. */
export async function createBusDatabase(): Promise<BusDatabase> {
  const server = process.env.DATABASE_URL;
  if (!server) throw new Error('DATABASE_URL is not set: run this tier with its global set-up');
  const name = `bus_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name}`);
  const adminUrl = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  return {
    adminUrl,
    url: await provisionBus(adminUrl, 'test secret'),
    drop: () => administer(server, `drop database ${name} with (force)`),
  };
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
