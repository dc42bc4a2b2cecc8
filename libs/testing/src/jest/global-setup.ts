import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@callmesh/event-sourcing';
import { servers } from './servers.js';

/** Starts one Postgres for the whole run, unless `DATABASE_URL` names one; the workers find it in `DATABASE_URL`. */
export default async function globalSetup(): Promise<void> {
  process.env.CALLMESH_TEST_RUN = String(process.pid);
  if (process.env.DATABASE_URL) return;
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-test-'));
  servers.postgres = await startEmbeddedPostgres({
    dataDir,
    ephemeral: true,
    // The tests that kill Postgres start one of their own, with everything on.
    settings: { fsync: 'off', full_page_writes: 'off' },
    log: () => undefined,
  });
  servers.dataDir = dataDir;
  process.env.DATABASE_URL = servers.postgres.url;
}
