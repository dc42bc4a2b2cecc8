import { rm } from 'node:fs/promises';
import { stopSharedApicurio } from '../registry/apicurio-server.js';
import { stopSharedVersitygw } from '../s3/versitygw-server.js';
import { servers } from './servers.js';

/** Stops what the global set-up started. Brokers end by themselves with the process of the run. */
export default async function globalTeardown(): Promise<void> {
  await Promise.all([stopSharedApicurio(), stopSharedVersitygw()]);
  for (const { postgres, dataDir } of servers) {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
