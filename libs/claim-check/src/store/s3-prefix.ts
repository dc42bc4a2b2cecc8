import { DeleteObjectsCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { Bucket } from './s3-unfinished.js';

const KEYS_PER_DELETE = 1_000;

/** Everything under a prefix. */
export async function listUnder({ client, bucket }: Bucket, prefix: string): Promise<{ readonly key: string; readonly bytes: number }[]> {
  const found: { key: string; bytes: number }[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
    for (const { Key, Size = 0 } of Contents) if (Key !== undefined) found.push({ key: Key, bytes: Size });
  }
  return found;
}

/**
 * Removes everything under a prefix; what a bucket with versioning keeps of it is the bucket's to expire.
 * @returns how many objects there were.
 */
export async function removeUnder({ client, bucket }: Bucket, prefix: string): Promise<number> {
  const found = await listUnder({ client, bucket }, prefix);
  for (let from = 0; from < found.length; from += KEYS_PER_DELETE) {
    const some = found.slice(from, from + KEYS_PER_DELETE);
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: some.map(({ key }) => ({ Key: key })), Quiet: true } }));
    const [first] = Errors;
    if (first) throw Object.assign(new Error(`${Errors.length} objects could not be removed: ${first.Code ?? 'no code'}`), { name: first.Code ?? 'Unknown' });
  }
  return found.length;
}
