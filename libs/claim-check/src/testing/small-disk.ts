import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Why no disk can be mounted here; undefined when one can. */
export const whyNoMount: string | undefined = process.platform === 'linux' && process.getuid?.() === 0 && canMount() ? undefined : 'needs root and mount';

/** Runs `work` with a folder on a disk of its own that holds so little (`1m`). */
export async function onSmallDisk(size: string, work: (root: string) => Promise<void>): Promise<void> {
  const root = await mkdtemp(path.join(tmpdir(), 'callmesh-full-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', root]);
  try {
    await work(root);
  } finally {
    execFileSync('umount', [root]);
    await rm(root, { recursive: true });
  }
}

function canMount(): boolean {
  try {
    const probe = execFileSync('mktemp', ['-d']).toString().trim();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    execFileSync('rmdir', [probe]);
    return true;
  } catch {
    return false;
  }
}
