import { startEmbeddedPostgres } from '@callmesh/event-sourcing';
import { messagingMigrations } from '@callmesh/messaging';
import { createTestService, startKafka, type TestKafka, type TestService } from '@callmesh/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A broker and a service's database, with everything on that the product has on. */
export interface Surroundings {
  readonly kafka: TestKafka;
  readonly service: TestService;
  close(): Promise<void>;
}

/** Starts both on this machine; `DATABASE_URL` names another Postgres. */
export async function startSurroundings(): Promise<Surroundings> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-bench-'));
  const server = process.env.DATABASE_URL ? undefined : await startEmbeddedPostgres({ dataDir, ephemeral: true, log: () => undefined });
  if (server) process.env.DATABASE_URL = server.url;
  // The compiler of the Java machine is left as it is: its best tier is what a broker runs at.
  const kafka = await startKafka({ java: ['-Xms512m', '-Xmx512m'] });
  const service = await createTestService({ schema: 'human_review', service: 'human-review', migrations: messagingMigrations });
  return {
    kafka,
    service,
    async close() {
      await service.drop();
      await kafka.close();
      await server?.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
