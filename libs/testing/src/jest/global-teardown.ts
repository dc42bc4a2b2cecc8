import { rm } from 'node:fs/promises';
import { stopKafka } from '../kafka/kafka-server.js';
import { servers } from './servers.js';

/** Stops what the global set-up started. */
export default async function globalTeardown(): Promise<void> {
  await stopKafka();
  await servers.postgres?.stop();
  if (servers.dataDir) await rm(servers.dataDir, { recursive: true, force: true });
}
