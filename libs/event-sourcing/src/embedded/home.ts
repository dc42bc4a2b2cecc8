import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, chown, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '../decider.js';
import { ownTemporaryFolder, type Binaries } from './binaries.js';
import { canEnter, type SystemUser } from './system-user.js';

/** Where one embedded server keeps what it needs: `data/`, `password`, `port`, `owner`, `postgres.log`. */
export class PostgresHome {
  readonly data: string;
  readonly log: string;

  constructor(readonly folder: string) {
    this.data = path.join(folder, 'data');
    this.log = path.join(folder, 'postgres.log');
  }

  read(name: 'password' | 'port' | 'owner'): string | undefined {
    try {
      return readFileSync(path.join(this.folder, name), 'utf8').trim();
    } catch {
      return undefined;
    }
  }

  /** Readable by this account alone. */
  write(name: 'password' | 'port' | 'owner', text: string): void {
    writeFileSync(path.join(this.folder, name), `${text}\n`, { mode: 0o600 });
  }

  /** The end of the server's log, for an error message. */
  logTail(): string {
    try {
      return readFileSync(this.log, 'utf8').trimEnd().split('\n').slice(-5).join(' | ');
    } catch {
      return 'no log was written';
    }
  }
}

/** The folder asked for, or one below the temporary folder when Postgres' account cannot enter it. */
export async function openHome(dataDir: string, user: SystemUser | undefined, log: (message: string) => void): Promise<PostgresHome> {
  const wanted = path.resolve(dataDir);
  await mkdir(wanted, { recursive: true, mode: 0o711 });
  if (canEnter(user, wanted)) return new PostgresHome(wanted);
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const folder = path.join(await ownTemporaryFolder('callmesh-postgres'), name);
  await mkdir(folder, { recursive: true, mode: 0o711 });
  if (!canEnter(user, folder)) {
    throw new DomainError('POSTGRES.NO_FOLDER', `the account ${user?.name} can enter neither ${wanted} nor ${folder}: give --data a folder that it can enter, or set DATABASE_URL`);
  }
  log(`the account ${user?.name}, which runs Postgres, cannot enter ${wanted}: the database lies in ${folder}`);
  return new PostgresHome(folder);
}

function run(program: string, args: string[], user: SystemUser | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...(user && { uid: user.uid, gid: user.gid }), cwd: path.parse(program).root, env: { ...process.env, LC_ALL: 'C' } });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new DomainError('POSTGRES.INIT_FAILED', `initdb ended with ${code}: ${said.trim().split('\n').slice(-5).join(' | ')}`));
    });
  });
}

/** Makes the cluster on first use: into a folder beside, renamed when complete, so that a kill leaves no half of one. */
export async function ensureCluster(home: PostgresHome, binaries: Binaries, user: SystemUser | undefined): Promise<void> {
  if (existsSync(path.join(home.data, 'PG_VERSION')) && home.read('password')) return;
  if (existsSync(home.data)) {
    throw new DomainError('POSTGRES.NO_PASSWORD', `${home.data} holds a database whose password file is gone: restore ${path.join(home.folder, 'password')} or remove the folder`);
  }
  const partial = path.join(home.folder, `data.${process.pid}`);
  const passwordFile = `${partial}.password`;
  const password = randomBytes(24).toString('base64url');
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const entry of [partial, passwordFile]) await chown(entry, user.uid, user.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--auth-local=reject', '--auth-host=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`];
  try {
    await run(binaries.initdb, [`--pgdata=${partial}`, ...access, ...locale], user);
  } finally {
    await rm(passwordFile, { force: true });
  }
  home.write('password', password);
  await chmod(partial, 0o700);
  await rename(partial, home.data);
}
