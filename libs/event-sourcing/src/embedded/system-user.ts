import { execFileSync, spawnSync } from 'node:child_process';
import { DomainError } from '../decider.js';

/** The account that Postgres runs as. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function lookUp(name: string): SystemUser | undefined {
  const id = (flag: string): number => Number.parseInt(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(), 10);
  try {
    return { name, uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/**
 * Postgres refuses to run as root, so root hands it to an account without rights: `postgres` when there is one, a new one of that
 * name when it may be made, else `nobody`. Everyone else runs it as themselves (undefined).
 */
export function userForPostgres(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = lookUp('postgres');
  if (found) return found;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  const user = lookUp('postgres') ?? lookUp('nobody');
  if (!user) throw new DomainError('POSTGRES.NO_USER', 'Postgres does not run as root and no account postgres or nobody exists: add one, start as another user, or set DATABASE_URL');
  return user;
}

/** Whether that account can enter the folder, whatever the folders above it allow. */
export function canEnter(user: SystemUser | undefined, folder: string): boolean {
  if (!user) return true;
  return spawnSync('test', ['-x', folder], { uid: user.uid, gid: user.gid, stdio: 'ignore' }).status === 0;
}
