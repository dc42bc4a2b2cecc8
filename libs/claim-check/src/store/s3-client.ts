import { S3Client } from '@aws-sdk/client-s3';

const ATTEMPTS = 4;
const CONNECT_MS = 3_000;
const ANSWER_MS = 30_000;

/** A bucket of an S3-compatible store. */
export interface S3Options {
  readonly bucket: string;
  /** Without it AWS. */
  readonly endpoint?: string;
  readonly region: string;
  /** Without them the credentials that the SDK finds: a role of the machine, the pod, a profile. */
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** Tries of one request, with the SDK's backoff between; default 4. */
  readonly attempts?: number;
  /** How long one answer may keep us waiting, ms; default 30,000. */
  readonly timeoutMs?: number;
}

/** A client whose requests end: every one has time limits, passing faults are tried again. */
export function s3Client({ endpoint, region, accessKeyId, secretAccessKey, attempts = ATTEMPTS, timeoutMs = ANSWER_MS }: S3Options): S3Client {
  // The SDK's advice on newer Node releases is for who builds callmesh, not for who runs it.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  return new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(accessKeyId !== undefined && secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
    maxAttempts: attempts,
    // We send a SHA-256 with every write ourselves, and every read is verified frame by frame; other checksums are work for nothing.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: timeoutMs, throwOnRequestTimeout: true, socketTimeout: timeoutMs },
  });
}
