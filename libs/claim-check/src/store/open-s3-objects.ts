import type { S3Options } from './s3-client.js';
import type { S3Objects } from './s3-objects.adapter.js';

/** Objects in an S3 bucket. The AWS SDK is loaded here, not with this library: whoever keeps files pays nothing for it. */
export async function openS3Objects(options: S3Options): Promise<S3Objects> {
  const { createS3Objects } = await import('./s3-objects.adapter.js');
  return createS3Objects(options);
}
