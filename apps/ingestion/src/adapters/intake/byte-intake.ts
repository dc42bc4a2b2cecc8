import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '@callmesh/event-sourcing';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { Unprocessable } from '../../domain/refusals.errors.js';
import { Spool } from '../spool/spool.js';

const MB = 1024 * 1024;
const CHECK_EVERY = 32 * MB;

/** Received bytes, held until the capture is decided. */
export interface ReceivedBytes {
  /** Hex, of the bytes as received. */
  readonly sha256: string;
  readonly size: number;
  /** Null when they are larger than callmesh takes, or were not to be kept. */
  readonly spool: Spool | null;
  /** Time of the file, ms since the epoch; null for a stream. */
  readonly fileTime: number | null;
  close(): Promise<void>;
}

/** Takes bytes in: hashed on the way, never in clear on the disk, refused before the disk is full. */
@Injectable()
export class ByteIntake {
  private readonly directory: string;
  private readonly maxBytes: number;
  private readonly minFreeBytes: number;

  constructor(@Inject(SERVICE_CONFIG) { env }: ServiceConfig) {
    this.directory = path.join(path.resolve(env.CALLMESH_DATA_DIR), 'spool');
    this.maxBytes = env.CALLMESH_MAX_UPLOAD_MB * MB;
    this.minFreeBytes = env.CALLMESH_MIN_FREE_MB * MB;
  }

  newSpool(): Spool {
    return new Spool(this.directory);
  }

  /**
   * @param content a stream, or the path of a file.
   * @throws DomainError STORAGE.FULL, AUDIO.TOO_LARGE (a stream; a file that is too large is hashed, not kept), or the stream's own error: nothing is left then.
   */
  async receive(content: Readable | string): Promise<ReceivedBytes> {
    await this.assertSpace();
    if (typeof content !== 'string') return this.spool(content, null);
    const { mtimeMs, size } = await stat(content);
    const fileTime = Math.round(mtimeMs);
    return size > this.maxBytes ? this.hash(createReadStream(content), fileTime) : this.spool(createReadStream(content), fileTime);
  }

  /** Reads to the end and keeps nothing but the hash. */
  async hash(content: Readable, fileTime: number | null = null): Promise<ReceivedBytes> {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of content as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
    }
    return { sha256: hash.digest('hex'), size, spool: null, fileTime, close: async () => undefined };
  }

  /** @throws DomainError STORAGE.FULL */
  async assertSpace(): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.directory);
    if (bavail * bsize < this.minFreeBytes) throw storageFull();
  }

  private async spool(content: Readable, fileTime: number | null): Promise<ReceivedBytes> {
    const hash = createHash('sha256');
    const spool = this.newSpool();
    try {
      let checkAt = CHECK_EVERY;
      for await (const chunk of content as AsyncIterable<Buffer>) {
        hash.update(chunk);
        await spool.write(chunk);
        if (spool.size > this.maxBytes) throw new Unprocessable('AUDIO.TOO_LARGE', `the file is larger than ${this.maxBytes / MB} MB: raise CALLMESH_MAX_UPLOAD_MB, or send it compressed`);
        if (spool.size < checkAt) continue;
        checkAt += CHECK_EVERY;
        await this.assertSpace();
      }
    } catch (error) {
      await spool.close();
      throw translateFullDisk(error);
    }
    return { sha256: hash.digest('hex'), size: spool.size, spool, fileTime, close: () => spool.close() };
  }
}

/** @returns STORAGE.FULL for what the operating system says of a full disk; other errors unchanged. */
export function translateFullDisk(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT' ? storageFull() : error;
}

function storageFull(): DomainError {
  return new DomainError('STORAGE.FULL', 'the disk is nearly full, so nothing was taken: free some space (see CALLMESH_MIN_FREE_MB), then send the recording again');
}
