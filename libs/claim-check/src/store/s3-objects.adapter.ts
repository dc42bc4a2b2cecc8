import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, HeadBucketCommand, HeadObjectCommand, paginateListObjectsV2, PutObjectCommand, type HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { DomainError } from '@callmesh/contracts';
import type { ByteRange, ObjectName } from '../claim-check.port.js';
import { claimUriOf, nameOfKey } from '../references.js';
import type { ObjectStore, StoredObject } from './object-store.port.js';
import { s3Client, type S3Options } from './s3-client.js';
import { isMissing, storageError, StorageUnavailable } from './s3-errors.js';
import { listUnder, removeUnder } from './s3-prefix.js';
import { abortUploads } from './s3-unfinished.js';
import { upload } from './s3-upload.js';

/** How often one reading goes on where its connection broke. */
const RESUMES = 3;

/** An object store that holds connections. */
export interface S3Objects extends ObjectStore {
  /** Whether the bucket is there and may be used. @throws DomainError STORAGE.NO_BUCKET, STORAGE.DENIED, STORAGE.UNAVAILABLE */
  probe(): Promise<void>;
  close(): void;
}

/** Objects `<tenant>/<conversation>/<artifact>` in a bucket of any S3-compatible store. What lies there is sealed already. */
export function createS3Objects(options: S3Options): S3Objects {
  const { bucket } = options;
  const client = s3Client(options);
  const keyOf = (name: ObjectName): string => claimUriOf(name).slice('claim://'.length);
  const placeOf = (name: ObjectName): { Bucket: string; Key: string } => ({ Bucket: bucket, Key: keyOf(name) });
  const translated = (error: unknown): never => {
    throw storageError(error, bucket);
  };
  const head = (name: ObjectName): Promise<HeadObjectCommandOutput | null> =>
    client.send(new HeadObjectCommand(placeOf(name))).catch((error: unknown) => (isMissing(error) ? null : translated(error)));

  /** The object's bytes; a connection that breaks in the middle is opened again from there, for the same version of the object. */
  async function* bytesOf(name: ObjectName, range?: ByteRange): AsyncGenerator<Buffer> {
    let etag: string | undefined;
    let received = 0;
    const rest = (): string | undefined => (range || received > 0 ? `bytes=${(range?.from ?? 0) + received}-${range ? range.to - 1 : ''}` : undefined);
    for (let resumes = 0; ; resumes += 1) {
      let body: Readable | undefined;
      try {
        const answer = await client.send(new GetObjectCommand({ ...placeOf(name), Range: rest(), ...(received > 0 && { IfMatch: etag }) }));
        body = answer.Body as Readable;
        const total = received + (answer.ContentLength ?? 0);
        etag ??= answer.ETag;
        for await (const block of body) {
          received += (block as Buffer).length;
          yield block as Buffer;
        }
        if (received >= total) return;
        throw new StorageUnavailable('ended an object too early');
      } catch (error) {
        if (isMissing(error)) throw new DomainError('CLAIM.NOT_FOUND', `nothing is stored under ${claimUriOf(name)} any more`, { uri: claimUriOf(name) });
        const fault = body ? new StorageUnavailable(`broke off while an object was read (${(error as Error).message})`) : storageError(error, bucket);
        if (!body || resumes >= RESUMES) throw fault;
      } finally {
        body?.destroy();
      }
    }
  }

  return {
    async write(name, bytes) {
      await upload({ client, bucket, key: keyOf(name) }, bytes).catch(translated);
    },
    async read(name, range) {
      return (await head(name)) && Readable.from(bytesOf(name, range), { objectMode: false });
    },
    async remove(name) {
      if (!(await head(name))) return false;
      await client.send(new DeleteObjectCommand(placeOf(name))).catch(translated);
      return true;
    },
    async *list() {
      try {
        for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
          for (const { Key = '', Size = 0, LastModified, ETag = '' } of Contents) {
            const name = nameOfKey(Key);
            if (name && LastModified) yield { name, bytes: Size, writtenAt: LastModified.getTime(), version: ETag };
          }
        }
      } catch (error) {
        translated(error);
      }
    },
    async removeListed({ name, version, writtenAt }: StoredObject) {
      const found = await head(name);
      if (!found || found.ETag !== version || found.LastModified?.getTime() !== writtenAt) return found === null;
      await client.send(new DeleteObjectCommand(placeOf(name))).catch(translated);
      return true;
    },
    async objectsOf(tenantId, conversationId) {
      const prefix = `${tenantId}/${conversationId}/`;
      return (await listUnder({ client, bucket }, prefix).catch(translated)).map(({ key, bytes }) => ({ artifact: key.slice(prefix.length), bytes }));
    },
    removeConversation: (tenantId, conversationId) => removeUnder({ client, bucket }, `${tenantId}/${conversationId}/`).catch(translated),
    async putRecord(folder, name, content) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: `${folder}/${name}`, Body: content })).catch(translated);
    },
    async *records(folder) {
      for (const { key } of await listUnder({ client, bucket }, `${folder}/`).catch(translated)) {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch(translated);
        yield { name: key.slice(folder.length + 1), content: Buffer.from((await answer.Body?.transformToByteArray()) ?? []) };
      }
    },
    removeUnfinished: (before) => abortUploads({ client, bucket }, before).catch(translated),
    async probe() {
      await client.send(new HeadBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
        throw storageError(isMissing(error) ? Object.assign(new Error('no bucket'), { name: 'NoSuchBucket' }) : error, bucket);
      });
    },
    close: () => client.destroy(),
  };
}
