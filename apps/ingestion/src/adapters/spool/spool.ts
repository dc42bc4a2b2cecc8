import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { RandomAccess } from '../../ports/random-access.port.js';

const ALGORITHM = 'aes-256-ctr';
const BLOCK = 16n;
const STREAM_CHUNK = 256 * 1024;

/**
 * Received bytes while it is not yet known whose they are. Small ones stay in memory; larger ones go to a temporary file, encrypted with a key that
 * lives only here, unlinked as soon as it is open: nothing lies on the disk in clear, and a killed process leaves nothing behind.
 */
export class Spool implements RandomAccess {
  private chunks: Buffer[] | null = [];
  private memory: Buffer | null = null;
  private file: FileHandle | null = null;
  private readonly key = randomBytes(32);
  private readonly iv = randomBytes(16);
  private readonly cipher = createCipheriv(ALGORITHM, this.key, this.iv);
  private written = 0;

  constructor(
    private readonly directory: string,
    private readonly memoryLimit = 24 * 1024 * 1024,
  ) {}

  get size(): number {
    return this.written;
  }

  /** Appends; call one after the other. */
  async write(chunk: Buffer): Promise<void> {
    const at = this.written;
    this.written += chunk.length;
    if (this.chunks && this.written <= this.memoryLimit) {
      // A copy: decoders reuse their buffers.
      this.chunks.push(Buffer.from(chunk));
      this.memory = null;
      return;
    }
    if (this.chunks) {
      const held = Buffer.concat(this.chunks);
      this.chunks = null;
      this.memory = null;
      this.file = await this.openFile();
      await this.append(held, 0);
    }
    await this.append(chunk, at);
  }

  async read(position: number, length: number): Promise<Buffer> {
    const end = Math.min(position + length, this.written);
    if (position >= end) return Buffer.alloc(0);
    if (this.chunks) {
      this.memory ??= Buffer.concat(this.chunks);
      return this.memory.subarray(position, end);
    }
    return this.readFile(position, end - position);
  }

  /** The bytes from a position on, as a stream; several may run at once. */
  stream(from = 0): Readable {
    return Readable.from(this.slices(from), { objectMode: false });
  }

  /** Lets go of memory and file. Safe to call twice. */
  async close(): Promise<void> {
    this.chunks = [];
    this.memory = null;
    this.written = 0;
    const file = this.file;
    this.file = null;
    await file?.close();
  }

  private async *slices(from: number): AsyncGenerator<Buffer> {
    for (let at = from; at < this.written; at += STREAM_CHUNK) yield await this.read(at, STREAM_CHUNK);
  }

  private async openFile(): Promise<FileHandle> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const name = path.join(this.directory, `${randomUUID()}.spool`);
    const file = await open(name, 'wx+', 0o600);
    await unlink(name);
    return file;
  }

  private async append(clear: Buffer, at: number): Promise<void> {
    const sealed = this.cipher.update(clear);
    let done = 0;
    while (done < sealed.length) {
      const { bytesWritten } = await this.opened().write(sealed, done, sealed.length - done, at + done);
      done += bytesWritten;
    }
  }

  private async readFile(position: number, length: number): Promise<Buffer> {
    const sealed = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.opened().read(sealed, done, length - done, position + done);
      if (bytesRead === 0) throw new Error('the temporary file ended early');
      done += bytesRead;
    }
    // Counter mode: the key stream of any block follows from its number.
    const block = BigInt(position) / BLOCK;
    const skip = position % Number(BLOCK);
    const decipher = createDecipheriv(ALGORITHM, this.key, counter(this.iv, block));
    decipher.update(Buffer.alloc(skip));
    return decipher.update(sealed);
  }

  private opened(): FileHandle {
    if (!this.file) throw new Error('the spool is closed');
    return this.file;
  }
}

function counter(iv: Buffer, block: bigint): Buffer {
  const value = (BigInt(`0x${iv.toString('hex')}`) + block) % (1n << 128n);
  return Buffer.from(value.toString(16).padStart(32, '0'), 'hex');
}
