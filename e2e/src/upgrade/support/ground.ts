import { randomBytes } from 'node:crypto';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { startDemoCrm, type DemoCrm } from '@callmesh/demo-crm';
import { startEmbeddedPostgres } from '@callmesh/event-sourcing';
import { newDataDir, removeDataDir, startCallmesh, type CallmeshProcess } from '../../support/callmesh-process.js';

/** What several builds stand on at once: one database, one folder of encrypted files, one CRM, one master key. */
export interface Ground {
  readonly databaseUrl: string;
  readonly crm: DemoCrm;
  /** Environment of a service that runs on it as a process of its own. */
  readonly env: Readonly<Record<string, string>>;
  /** All services in one process, of this build or the one in another folder. */
  startHost(build?: string): Promise<CallmeshProcess>;
  close(): Promise<void>;
}

/** Makes a ground; `broker`: `host:port` of Kafka, the embedded log when absent. */
export async function newGround(broker?: string): Promise<Ground> {
  const folder = await newDataDir();
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), ephemeral: true, settings: { fsync: 'off' }, log: () => undefined });
  const crm = await startDemoCrm({ port: 0, seed: 1 });
  const env = {
    DATABASE_URL: postgres.url,
    CALLMESH_DATA_DIR: folder,
    CALLMESH_MASTER_KEY: randomBytes(32).toString('base64'),
    CALLMESH_NO_SPEECH: '1',
    CRM_HUBSPOT_URL: crm.url,
    CRM_HUBSPOT_TOKEN: crm.token,
    ...(broker !== undefined && { KAFKA_BROKERS: broker }),
  };
  const claims = path.join(folder, 'claims');
  await mkdir(claims);
  const started: CallmeshProcess[] = [];
  return {
    databaseUrl: postgres.url,
    crm,
    env,
    async startHost(build) {
      // One process holds a data directory; what all share is linked into it.
      const own = path.join(folder, `host-${started.length}`);
      await mkdir(own);
      await chmod(own, 0o711);
      await symlink(claims, path.join(own, 'claims'));
      const host = await startCallmesh(own, env, build);
      started.push(host);
      return host;
    },
    async close() {
      for (const host of started) host.kill('SIGKILL');
      await Promise.all(started.map(({ ended }) => ended));
      await crm.close();
      await postgres.stop();
      await removeDataDir(folder);
    },
  };
}
