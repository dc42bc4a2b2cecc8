import path from 'node:path';
import { createFileObjects, openS3Objects, type ObjectStore } from '@callmesh/claim-check';
import { DomainError } from '@callmesh/event-sourcing';
import type { Environment } from '../config/environment.js';

/** Where sealed audio and transcripts lie. */
export interface OpenObjects {
  readonly objects: ObjectStore;
  close(): void;
}

/**
 * The bucket S3_BUCKET, or files in the data directory.
 * @throws DomainError `CONFIG.INCOMPLETE` when S3 is configured in part: what was meant for a bucket must not go to the disk.
 */
export async function openObjects(env: Environment): Promise<OpenObjects> {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (bucket === undefined && (endpoint ?? accessKeyId ?? secretAccessKey) !== undefined) throw new DomainError('CONFIG.INCOMPLETE', 'S3 is configured, but S3_BUCKET is not set: name the bucket, or unset the other S3 variables to keep encrypted files in the data directory');
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) throw new DomainError('CONFIG.INCOMPLETE', 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are set both or not at all');
  if (bucket === undefined) return { objects: createFileObjects(path.join(path.resolve(env.CALLMESH_DATA_DIR), 'claims')), close: () => undefined };
  const objects = await openS3Objects({ bucket, region, ...(endpoint !== undefined && { endpoint }), ...(accessKeyId !== undefined && { accessKeyId }), ...(secretAccessKey !== undefined && { secretAccessKey }) });
  return { objects, close: () => objects.close() };
}
