import { createHash, randomUUID } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';

/** S3 wants at least 5 MiB in every part but the last, and 10,000 parts at most: up to 80 GB. */
const PART_BYTES = 8 * 1024 * 1024;
/** Metadata by which we know a write again whose answer was lost. */
const WRITE_ID = 'callmesh-write';

/** Where an upload goes. */
export interface UploadTarget {
  readonly client: S3Client;
  readonly bucket: string;
  readonly key: string;
}

/**
 * Streams bytes into an object: in one request when they fit into a part, in parts otherwise, one in flight, each with its SHA-256,
 * which the store checks. The object appears when the last request has been answered; until then nothing is visible, and when the
 * source or the store fails the parts are taken back.
 */
export async function upload(target: UploadTarget, bytes: AsyncIterable<Buffer>): Promise<void> {
  const parts = partsOf(bytes);
  try {
    const first = await parts.next();
    const begin = first.done ? Buffer.alloc(0) : first.value;
    const second = begin.length < PART_BYTES ? undefined : await parts.next();
    if (!second || second.done) await put(target, begin);
    else await putParts(target, begin, second.value, parts);
  } finally {
    // Where the store fails the source is not read to its end: it must let go of what it holds.
    await parts.return(undefined);
  }
}

/** Blocks joined into parts; only the last is smaller. What is small takes up no more memory than it is. */
async function* partsOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let blocks: Buffer[] = [];
  let size = 0;
  for await (const block of bytes) {
    blocks.push(block);
    size += block.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(blocks, size);
    blocks = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(blocks, size);
}

async function put({ client, bucket, key }: UploadTarget, body: Buffer): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentLength: body.length, ChecksumSHA256: sha256(body) }));
}

async function putParts(target: UploadTarget, first: Buffer, second: Buffer, rest: AsyncGenerator<Buffer>): Promise<void> {
  const { client, bucket, key } = target;
  const place = { Bucket: bucket, Key: key };
  const writeId = randomUUID();
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: 'SHA256', Metadata: { [WRITE_ID]: writeId } }));
  const parts: CompletedPart[] = [];
  const send = async (body: Buffer): Promise<void> => {
    const PartNumber = parts.length + 1;
    const ChecksumSHA256 = sha256(body);
    const { ETag } = await client.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body: body, ContentLength: body.length, ChecksumSHA256 }));
    parts.push({ PartNumber, ETag, ChecksumSHA256 });
  };
  try {
    await send(first);
    await send(second);
    for await (const part of rest) await send(part);
    await client.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts: parts } }));
  } catch (error) {
    if ((error as Error).name === 'NoSuchUpload' && (await isWritten(target, writeId))) return;
    // When this fails too, `callmesh claims sweep` takes the parts back later.
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId })).catch(() => undefined);
    throw error;
  }
}

/** Completing answers "no such upload" when it was done before and the answer was lost on its way. */
async function isWritten({ client, bucket, key }: UploadTarget, writeId: string): Promise<boolean> {
  const { Metadata } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  return Metadata?.[WRITE_ID] === writeId;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');
