import { randomBytes, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { openObjects } from '@callmesh/service-defaults';
import { fault, note, ok } from '../finding.js';
import { wordsOf, type Probe } from '../probe.js';

/** Whether objects can be written, read back byte by byte, and removed. */
export const storageProbe: Probe = {
  name: 'object store',
  async look({ env, directory }) {
    if (!env) return [note('object store', 'not looked at: the configuration cannot be used')];
    const where = env.S3_BUCKET === undefined ? 'encrypted files' : `bucket ${env.S3_BUCKET}${env.S3_ENDPOINT ? ` at ${new URL(env.S3_ENDPOINT).host}` : ''}`;
    try {
      return [ok('object store', `${where}: ${await writeAndReadBack({ ...env, CALLMESH_DATA_DIR: directory.root })}`)];
    } catch (error) {
      const advice = env.S3_BUCKET === undefined ? 'make the data directory writable, and its disk not full' : 'start the store, set S3_ENDPOINT, S3_BUCKET, S3_REGION and the keys right; they must be allowed to write, read and delete';
      return [fault('object store', `${where}: ${wordsOf(error)}`, advice)];
    }
  },
};

async function writeAndReadBack(env: Parameters<typeof openObjects>[0]): Promise<string> {
  const store = await openObjects(env);
  const name = { tenantId: 'doctor', conversationId: randomUUID(), artifact: 'probe' };
  const bytes = randomBytes(64 * 1024);
  try {
    const began = performance.now();
    await store.objects.write(name, once(bytes));
    const stream = await store.objects.read(name);
    const read = stream ? await buffer(stream) : Buffer.alloc(0);
    await store.objects.remove(name);
    if (!read.equals(bytes)) throw new Error(`what was read back (${read.length} bytes) is not what was written (${bytes.length} bytes)`);
    return `64 kB written, read back unchanged and removed in ${Math.round(performance.now() - began)} ms`;
  } finally {
    store.close();
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}
