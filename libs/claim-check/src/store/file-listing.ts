import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { nameOfKey } from '../references.js';
import type { StoredObject } from './object-store.port.js';

/** A file as it is now; null when there is none. */
export async function statOf(file: string): Promise<Stats | null> {
  return stat(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
}

/** A file that was written again is another file, renamed into place. */
export const versionOf = ({ ino, mtimeMs, size }: Stats): string => `${ino}-${mtimeMs}-${size}`;

/** Every object under a root `<root>/<tenant>/<conversation>/<artifact>`. What bears no such name, unfinished files among it, is not listed. */
export async function* listFiles(root: string): AsyncGenerator<StoredObject> {
  for (const tenant of await foldersIn(root)) {
    for (const conversation of await foldersIn(path.join(root, tenant))) {
      for (const artifact of await readdir(path.join(root, tenant, conversation)).catch(() => [])) {
        const name = nameOfKey(`${tenant}/${conversation}/${artifact}`);
        const found = name && (await statOf(path.join(root, tenant, conversation, artifact)));
        if (name && found?.isFile()) yield { name, bytes: found.size, writtenAt: found.mtimeMs, version: versionOf(found) };
      }
    }
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
