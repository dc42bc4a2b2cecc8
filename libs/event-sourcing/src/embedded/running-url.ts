import { createHash } from 'node:crypto';
import path from 'node:path';
import { ownTemporaryFolder } from './binaries.js';
import { PostgresHome } from './home.js';
import { isAlive, readPostmaster } from './postmaster.js';

/**
 * The address of the embedded server of a data directory, while one runs.
 * @param dataDir as given to `startEmbeddedPostgres`.
 * @returns the superuser's URL, password included: never log it.
 */
export async function runningEmbeddedUrl(dataDir: string): Promise<string | undefined> {
  const wanted = path.resolve(dataDir);
  const elsewhere = path.join(await ownTemporaryFolder('callmesh-postgres'), createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  for (const folder of [wanted, elsewhere]) {
    const home = new PostgresHome(folder);
    const password = home.read('password');
    const found = readPostmaster(home.data);
    if (password && found?.ready && isAlive(found.pid)) return `postgres://postgres:${password}@127.0.0.1:${found.port}/postgres`;
  }
  return undefined;
}
