import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { DomainError } from '@callmesh/contracts';
import type { ByteRange, ObjectName } from '../claim-check.port.js';
import { listFiles, statOf, versionOf } from './file-listing.js';
import type { ObjectStore } from './object-store.port.js';

/** Unfinished files whose last write is older were left by a process that died. */
const ABANDONED_MS = 60 * 60 * 1000;
const READ_AHEAD_BYTES = 256 * 1024;
const WRITE_AT_ONCE_BYTES = 1024 * 1024;

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/**
 * Objects as files `<root>/<tenant>/<conversation>/<artifact>`. A file is written under `<root>/.unfinished`, flushed to disk, and
 * only then renamed into place, so that neither a crash nor a full disk leaves half an object.
 * @param root folder on one file system; made when it does not exist.
 */
export function createFileObjects(root: string): ObjectStore {
  const unfinished = path.join(root, '.unfinished');
  const fileOf = (name: ObjectName): string => path.join(root, name.tenantId, name.conversationId, name.artifact);
  const ready = once(async () => {
    await mkdir(unfinished, { recursive: true });
    await sweep(unfinished, Date.now() - ABANDONED_MS);
  });

  return {
    async write(name, bytes) {
      const target = fileOf(name);
      const temporary = path.join(unfinished, randomUUID());
      try {
        await ready();
        await writeDurably(temporary, bytes);
        await makeFolders(root, [name.tenantId, name.conversationId]);
        await rename(temporary, target);
        await flushFolder(path.dirname(target));
      } catch (error) {
        await rm(temporary, { force: true });
        throw storageError(error);
      }
    },
    async read(name, range) {
      const found = await statOf(fileOf(name));
      return found && Readable.from(bytesOf(fileOf(name), range), { objectMode: false });
    },
    async remove(name) {
      const target = fileOf(name);
      try {
        await unlink(target);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return false;
        throw error;
      }
      await flushFolder(path.dirname(target));
      return true;
    },
    list: () => listFiles(root),
    async removeListed({ name, version }) {
      const found = await statOf(fileOf(name));
      if (!found || versionOf(found) !== version) return found === null;
      await rm(fileOf(name), { force: true });
      return true;
    },
    async objectsOf(tenantId, conversationId) {
      const folder = path.join(root, tenantId, conversationId);
      const artifacts = await namesIn(folder);
      return Promise.all(artifacts.map(async (artifact) => ({ artifact, bytes: (await statOf(path.join(folder, artifact)))?.size ?? 0 })));
    },
    async removeConversation(tenantId, conversationId) {
      const folder = path.join(root, tenantId, conversationId);
      const artifacts = await namesIn(folder);
      await rm(folder, { recursive: true, force: true });
      await flushFolder(path.dirname(folder)).catch(() => undefined);
      return artifacts.length;
    },
    async putRecord(folder, name, content) {
      const temporary = path.join(unfinished, randomUUID());
      try {
        await ready();
        await writeDurably(temporary, Readable.from([content]));
        await makeFolders(root, [folder]);
        await rename(temporary, path.join(root, folder, name));
        await flushFolder(path.join(root, folder));
      } catch (error) {
        await rm(temporary, { force: true });
        throw storageError(error);
      }
    },
    async *records(folder) {
      for (const name of await namesIn(path.join(root, folder))) yield { name, content: await readFile(path.join(root, folder, name)) };
    },
    removeUnfinished: (before) => sweep(unfinished, before),
  };
}

/** What a folder holds; nothing when there is none. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
}

/** Opened when the first byte is asked for, closed when the last one was given or the reader is gone. */
async function* bytesOf(file: string, { from, to }: ByteRange = { from: 0, to: Infinity }): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    for (let at = from; at < to; ) {
      const wanted = Math.min(READ_AHEAD_BYTES, to - at);
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function writeDurably(file: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const blocks of gathered(bytes)) await writeAll(handle, blocks);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Blocks in groups, so that a recording of some hundred frames waits for the disk some dozen times. */
async function* gathered(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let group: Buffer[] = [];
  let size = 0;
  for await (const block of source) {
    group.push(block);
    size += block.length;
    if (size < WRITE_AT_ONCE_BYTES) continue;
    yield group;
    group = [];
    size = 0;
  }
  if (group.length > 0) yield group;
}

async function writeAll(handle: FileHandle, blocks: readonly Buffer[]): Promise<void> {
  const { bytesWritten } = await handle.writev(blocks);
  if (bytesWritten === blocks.reduce((sum, { length }) => sum + length, 0)) return;
  let rest = Buffer.concat(blocks).subarray(bytesWritten);
  while (rest.length > 0) rest = rest.subarray((await handle.write(rest)).bytesWritten);
}

/** A new folder is durable once its parent is flushed. */
async function makeFolders(root: string, names: readonly string[]): Promise<void> {
  let folder = root;
  for (const name of names) {
    const parent = folder;
    folder = path.join(parent, name);
    const made = await mkdir(folder, { mode: 0o700 }).then(
      () => true,
      (error: unknown) => {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      },
    );
    if (made) await flushFolder(parent);
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a killed process left; files that another process is writing right now are younger. */
async function sweep(unfinished: string, before: number): Promise<number> {
  const names = await readdir(unfinished).catch(() => []);
  const removed = await Promise.all(
    names.map(async (name) => {
      const file = path.join(unfinished, name);
      const found = await statOf(file);
      if (!found || found.mtimeMs >= before) return false;
      await rm(file, { force: true });
      return true;
    }),
  );
  return removed.filter(Boolean).length;
}

function storageError(error: unknown): unknown {
  const code = codeOf(error);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new DomainError('STORAGE.FULL', 'the disk of the claim-check store is full: nothing of this object was kept; free space or enlarge it, then send it again', { cause: code });
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
