import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import type { Environment } from '../config/environment.js';
import { loadEnvironment } from '../config/load-environment.js';
import { runServices, type RunningServices } from '../runtime/run-services.js';
import { defineService, type ServiceDefinition } from '../service.js';

/** A database and a data directory in which services run in this process. */
export interface TestRun {
  readonly database: TestDatabase;
  readonly dataDir: string;
  /** The configuration, on a free port; `more` comes on top. */
  env(more?: Readonly<Record<string, string>>): Environment;
  start(services: readonly ServiceDefinition[], more?: Readonly<Record<string, string>>): Promise<RunningServices>;
  drop(): Promise<void>;
}

/** Makes a new one. */
export async function createTestRun(): Promise<TestRun> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-run-'));
  const env = (more: Readonly<Record<string, string>> = {}): Environment =>
    loadEnvironment({ DATABASE_URL: database.adminUrl, CALLMESH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), CALLMESH_PORT: '0', CALLMESH_DATA_DIR: dataDir, ...more });
  return {
    database,
    dataDir,
    env,
    start: (services, more) => runServices(services, env(more), { exclusive: true, secret: TEST_SECRET }),
    async drop() {
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A service that can do what is named here, and nothing else. */
export const testService = (definition: Pick<ServiceDefinition, 'name'> & Partial<ServiceDefinition>): ServiceDefinition =>
  defineService({ migrations: [], controllers: [], reactors: [], inlineProjections: [], asyncProjections: [], jobs: [], providers: [], ...definition });
