import { DomainError } from '@callmesh/contracts';

const FULL = new Set(['QuotaExceeded', 'InsufficientCapacity', 'InsufficientStorage', 'EntityTooLarge', 'XMinioStorageFull', 'StorageFull']);
const PASSING = new Set(['SlowDown', 'RequestTimeout', 'RequestTimeTooSkewed', 'Throttling', 'ThrottlingException', 'TooManyRequests', 'OperationAborted', 'BadDigest', 'IncompleteBody']);

/** The store does not answer, or not now; what needs it is tried again. */
export class StorageUnavailable extends DomainError {
  readonly transient = true;
  constructor(problem: string, details: Readonly<Record<string, unknown>> = {}) {
    super('STORAGE.UNAVAILABLE', `the object store ${problem}: nothing was lost, the work is tried again; check S3_ENDPOINT and the store`, details);
  }
}

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Whether there is no such object; a bucket that is missing is something else. */
export function isMissing(error: unknown): boolean {
  const { name, $metadata } = error as SdkError;
  return name !== 'NoSuchBucket' && (name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404);
}

/** Translates what the SDK throws; errors of others, such as the source of an upload, unchanged. */
export function storageError(error: unknown, bucket: string): unknown {
  if (error instanceof DomainError) return error;
  const { name = '', code = '', $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  if (FULL.has(name) || status === 507) return new DomainError('STORAGE.FULL', `the object store takes no more (${name || status}): nothing of this object was kept; free space or raise its quota, then send it again`);
  if (name === 'NoSuchBucket') return new DomainError('STORAGE.NO_BUCKET', `the object store has no bucket ${bucket}: create it, or set S3_BUCKET right`);
  if (PASSING.has(name) || status === 429 || (status !== undefined && status >= 500)) return new StorageUnavailable(`answered ${status ?? name} again and again`, { status, name });
  if (status === 401 || status === 403) return new DomainError('STORAGE.DENIED', `the object store refuses (${name}): set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY right, and allow reading, writing, listing and deleting in bucket ${bucket}`);
  if (name === 'TimeoutError' || /^(E[A-Z_]{3,}|UND_ERR)/.test(code) || $metadata) return new StorageUnavailable(status === undefined ? `does not answer (${code || (error as Error).message || name})` : `answered ${status} ${name}`, { status, name });
  return error;
}
