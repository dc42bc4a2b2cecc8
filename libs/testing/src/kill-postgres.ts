import { readFile } from 'node:fs/promises';

/** Kills a postmaster and its backends (SIGKILL), each a process group of its own: left alone they would finish and answer. Linux only. */
export async function killPostgres(postmaster: number): Promise<void> {
  const children = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').catch(() => '');
  for (const pid of [postmaster, ...children.split(' ').filter(Boolean).map(Number)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Ended by itself meanwhile.
    }
  }
}
