import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a directory and those above it that are missing. Node's own recursive `mkdir` never returns where a directory is there in
 * which nothing can be made and that says so by ENOENT, as /proc does.
 * @throws the error of the system, with its code.
 */
export async function makeDirectory(wanted: string): Promise<void> {
  const folder = path.resolve(wanted);
  if (await stat(folder).then((found) => found.isDirectory(), absent)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) await makeDirectory(parent);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    // Another process was faster; if it made something else than a directory, the first write into it says so.
    if (error.code !== 'EEXIST') throw error;
  });
}

function absent(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false;
  throw error;
}
