import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@callmesh/event-sourcing';
import { servers } from './servers.js';

/**
 * Starts a Postgres for each worker of the run, unless `DATABASE_URL` names one for all: whoever asks who holds back the horizon of a
 * server must not meet another spec's transactions. The workers find theirs by `testServerUrl`.
 */
export default async function globalSetup({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  process.env.CALLMESH_TEST_RUN = String(process.pid);
  if (process.env.DATABASE_URL) return;
  for (let worker = 0; worker < maxWorkers; worker += 1) {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-test-'));
    const postgres = await startEmbeddedPostgres({
      dataDir,
      ephemeral: true,
      // The tests that kill Postgres start one of their own, with everything on.
      settings: { fsync: 'off', full_page_writes: 'off' },
      log: () => undefined,
    });
    servers.push({ postgres, dataDir });
  }
  process.env.DATABASE_URL = servers.map(({ postgres }) => postgres.url).join(' ');
}
