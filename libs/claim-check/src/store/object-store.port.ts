import type { Readable } from 'node:stream';
import type { ByteRange, ObjectName } from '../claim-check.port.js';

/** An object as a listing shows it. */
export interface StoredObject {
  readonly name: ObjectName;
  readonly bytes: number;
  /** When it was written, ms since the epoch, by the store's clock. */
  readonly writtenAt: number;
  /** Changes when the object is written again. */
  readonly version: string;
}

/** Where sealed bytes lie: files, or an S3-compatible store. Names are already checked. */
export interface ObjectStore {
  /**
   * Durable and whole when it resolves; nothing is visible under the name before. Replaces what was there.
   * @throws DomainError STORAGE.FULL, STORAGE.UNAVAILABLE, STORAGE.DENIED
   */
  write(name: ObjectName, bytes: AsyncIterable<Buffer>): Promise<void>;
  /**
   * Null when there is no such object. Nothing is opened before the first byte is asked for: a stream that nobody reads holds nothing.
   * @param range only these bytes, as far as they are there.
   */
  read(name: ObjectName, range?: ByteRange): Promise<Readable | null>;
  /** False when there was nothing. */
  remove(name: ObjectName): Promise<boolean>;
  /** Every object, in no order; what does not bear an object's name is left out. */
  list(): AsyncIterable<StoredObject>;
  /** Removes an object unless it was written again since it was listed. @returns whether it is gone. */
  removeListed(object: StoredObject): Promise<boolean>;
  /** The objects of one conversation, and their size. */
  objectsOf(tenantId: string, conversationId: string): Promise<{ readonly artifact: string; readonly bytes: number }[]>;
  /** Removes every object of a conversation. @returns how many there were. */
  removeConversation(tenantId: string, conversationId: string): Promise<number>;
  /**
   * Keeps a small record beside the objects, not sealed, in a folder that begins with a dot: no listing and no sweep sees it. Durable and whole
   * when it resolves; replaces what was there.
   */
  putRecord(folder: string, name: string, content: Buffer): Promise<void>;
  /** The records of such a folder, in no order. */
  records(folder: string): AsyncIterable<{ readonly name: string; readonly content: Buffer }>;
  /** Removes what writes that never ended have left, begun before a time (ms since the epoch). @returns how many. */
  removeUnfinished(before: number): Promise<number>;
}
