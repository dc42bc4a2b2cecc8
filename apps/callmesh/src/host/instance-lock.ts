import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '@callmesh/event-sourcing';
import { makeDirectory } from '@callmesh/service-defaults';
import { unusableDataDirectory } from './make-directory.js';
import { processBirth } from './process-identity.js';

interface Holder {
  readonly pid: number;
  readonly birth: string | undefined;
}

const ATTEMPTS = 5;

/**
 * Takes a data directory for this process: two on one database and one set of keys would undo each other's work.
 * A lock left by a killed process is recognised (its pid is gone, or belongs to a process born later) and taken over.
 * @returns what gives the lock back.
 * @throws DomainError `INSTANCE.ALREADY_RUNNING`, `CONFIG.DATA_DIRECTORY`
 */
export async function takeInstanceLock(file: string): Promise<() => Promise<void>> {
  const mine = `${file}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, birth: await processBirth(process.pid) } satisfies Holder);
  try {
    await makeDirectory(path.dirname(file));
    await writeFile(mine, content);
  } catch (error) {
    throw unusableDataDirectory(path.dirname(file), error as NodeJS.ErrnoException);
  }
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      // A hard link appears with its content or not at all; creating and then writing would show others an empty lock.
      if (await link(mine, file).then(() => true, isTaken)) return () => rm(file, { force: true });
      await removeStale(file);
    }
  } finally {
    await rm(mine, { force: true });
  }
  throw new DomainError('INSTANCE.ALREADY_RUNNING', `${path.dirname(file)} is being taken by another callmesh at this moment: look with \`callmesh doctor\``);
}

function isTaken(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}

async function removeStale(file: string): Promise<void> {
  const seen = await readFile(file, 'utf8').catch(() => undefined);
  if (seen === undefined) return;
  const holder = parse(seen);
  if (holder && (await isAlive(holder))) {
    throw new DomainError('INSTANCE.ALREADY_RUNNING', `callmesh already runs on ${path.dirname(file)} (process ${holder.pid}): stop it, or choose another data directory with --data`);
  }
  // Moved away before it is removed: if another process has taken the lock since we looked, its lock is put back.
  const aside = `${file}.stale-${process.pid}`;
  if (!(await rename(file, aside).then(() => true, () => false))) return;
  if ((await readFile(aside, 'utf8')) !== seen) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isAlive({ pid, birth }: Holder): Promise<boolean> {
  const now = await processBirth(pid);
  return now !== undefined && (birth === undefined || now === birth);
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}
