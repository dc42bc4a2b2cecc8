import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Why no small disk can be had here; undefined when it can. */
export function smallDiskMissing(): string | undefined {
  return process.getuid?.() === 0 && process.platform === 'linux' ? undefined : 'mounting a small tmpfs needs root on Linux';
}

/** Mounts a tmpfs of so many MB that every user may write to. */
export function smallDisk(folder: string, megabytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=1777`, 'callmesh-faults', folder]);
}

/** Fills a disk to the last byte. @returns what makes the space free again. */
export function fillUp(folder: string): () => void {
  const file = path.join(folder, 'filler');
  const handle = openSync(file, 'w');
  try {
    for (let size = 1 << 20; size >= 1; ) {
      try {
        if (writeSync(handle, Buffer.alloc(size)) < size) size >>= 1;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        size >>= 1;
      }
    }
  } finally {
    closeSync(handle);
  }
  return () => rmSync(file);
}
