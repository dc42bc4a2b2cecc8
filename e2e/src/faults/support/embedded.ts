import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { startDemoCrm, type BadHabits, type DemoCrm } from '@callmesh/demo-crm';
import { newDataDir, removeDataDir, startCallmesh, type CallmeshProcess } from '../../support/callmesh-process.js';
import { handIn as upload } from '../../support/calls.js';
import { startFaultyPostgres, type FaultyPostgres } from './faulty-postgres.js';
import { publishedEmbedded } from './published.js';
import type { AskReview } from './reviewer.js';
import type { Intake } from './traffic.js';
import type { Judged } from './verdict.js';

/** callmesh in one process, with its Postgres and its CRM outside, so that each can be broken alone. */
export interface EmbeddedSystem extends Judged {
  readonly postgres: FaultyPostgres;
  readonly crm: DemoCrm;
  readonly dataDir: string;
  readonly masterKey: string;
  /** The process as it runs now. */
  process(): CallmeshProcess;
  readonly intake: Intake;
  /** Any route, as admin. */
  readonly ask: AskReview;
  close(): Promise<void>;
}

/** What an embedded system is started with. */
export interface EmbeddedOptions {
  readonly seed: number;
  readonly habits?: Partial<BadHabits>;
  /** Postgres' data directory; default: within the data directory. */
  readonly postgresDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts one, ready to take calls. */
export async function startEmbedded({ seed, habits = {}, postgresDir, env = {} }: EmbeddedOptions): Promise<EmbeddedSystem> {
  const dataDir = await newDataDir();
  const masterKey = randomBytes(32).toString('base64');
  const crm = await startDemoCrm({ port: 0, seed, badHabits: habits });
  const postgres = await startFaultyPostgres(postgresDir ?? path.join(dataDir, 'postgres'));
  const callmesh = await startCallmesh(dataDir, { CALLMESH_MASTER_KEY: masterKey, DATABASE_URL: postgres.url, CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token, ...env });
  return {
    postgres,
    crm,
    dataDir,
    masterKey,
    adminUrl: postgres.url,
    published: publishedEmbedded,
    process: () => callmesh,
    ask: (method, route, body) => callmesh.call(method, route, { body }),
    intake: (call) => upload(callmesh, call),
    async close() {
      callmesh.kill('SIGTERM');
      await callmesh.ended;
      await crm.close();
      await postgres.stop();
      await removeDataDir(dataDir);
    },
  };
}
