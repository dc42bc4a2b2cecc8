import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, type MultipartUpload, type S3Client } from '@aws-sdk/client-s3';
import { isMissing } from './s3-errors.js';

/** A bucket and how to reach it. */
export interface Bucket {
  readonly client: S3Client;
  readonly bucket: string;
}

/** Aborts uploads that were begun before a time (ms since the epoch) and never completed: their parts cost space and nobody sees them. @returns how many. */
export async function abortUploads({ client, bucket }: Bucket, before: number): Promise<number> {
  let aborted = 0;
  for await (const { Key, UploadId, Initiated } of unfinished({ client, bucket })) {
    if (!Initiated || Initiated.getTime() >= before) continue;
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId })).then(
      () => (aborted += 1),
      (error: unknown) => {
        // Completed or aborted meanwhile.
        if (!isMissing(error)) throw error;
      },
    );
  }
  return aborted;
}

async function* unfinished({ client, bucket }: Bucket): AsyncGenerator<MultipartUpload> {
  for (let from: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {}; from; ) {
    const page: { Uploads?: MultipartUpload[]; IsTruncated?: boolean; NextKeyMarker?: string; NextUploadIdMarker?: string } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, ...from }));
    yield* page.Uploads ?? [];
    from = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : undefined;
  }
}
