import type { Readable } from 'node:stream';
import type { ObjectName } from '../claim-check.port.js';

/** Where sealed bytes lie: files here, an S3-compatible store later. Names are already checked. */
export interface ObjectStore {
  /** Durable and whole when it resolves; nothing is visible under the name before. Replaces what was there. @throws DomainError STORAGE.FULL */
  write(name: ObjectName, bytes: AsyncIterable<Buffer>): Promise<void>;
  /** Null when there is no such object. */
  read(name: ObjectName): Promise<Readable | null>;
  /** False when there was nothing. */
  remove(name: ObjectName): Promise<boolean>;
}
