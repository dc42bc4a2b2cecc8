import { execFile, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { withAdmin } from './stores.js';

const PLACES = ['/usr/lib/postgresql'];
const TOOLS = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'pg_basebackup'];

/** A Postgres of the system's own packages, with the tools that people back theirs up with. */
export interface NativePostgres {
  /** Superuser's. */
  readonly url: string;
  /** `pg_dump`: the whole database into a file. */
  dump(file: string): Promise<void>;
  /** `pg_restore`: in place of what is there. */
  restore(file: string): Promise<void>;
  /** `pg_basebackup`: a copy of the cluster that can be started. */
  baseBackup(folder: string): Promise<void>;
  stop(): Promise<void>;
}

/** Where its programs lie; undefined when they are not all there. */
function programs(): string | undefined {
  const folders = PLACES.flatMap((place) => (existsSync(place) ? readdirSync(place).sort((a, b) => Number(b) - Number(a)).map((version) => path.join(place, version, 'bin')) : []));
  return folders.find((folder) => TOOLS.every((tool) => existsSync(path.join(folder, tool))));
}

/** Why there is none; undefined when it can be had. */
export const nativePostgresMissing = (): string | undefined => (programs() === undefined ? 'pg_dump and its server are not installed (Debian: postgresql)' : undefined);

/** Starts one on a folder: a new cluster, or the one that lies there. */
export async function startNativePostgres(folder: string, port: number): Promise<NativePostgres> {
  const bin = programs() ?? '';
  const account = accountFor(folder);
  const run = (tool: string, ...args: string[]): Promise<unknown> => promisify(execFile)(path.join(bin, tool), args, { ...account, cwd: '/' });
  if (!existsSync(path.join(folder, 'PG_VERSION'))) await run('initdb', '-D', folder, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync');
  const server = spawn(path.join(bin, 'postgres'), ['-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`, '-c', 'max_connections=200'], { ...account, cwd: '/', stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  for (const until = Date.now() + 30_000; ; await sleep(100)) {
    if (await withAdmin(url, (client) => client.query('select 1')).then(() => true, () => false)) break;
    if (Date.now() > until || server.exitCode !== null) throw new Error(`Postgres did not start on ${folder}`);
  }
  return {
    url,
    dump: async (file) => void (await run('pg_dump', '-Fc', '-f', file, url)),
    restore: async (file) => void (await run('pg_restore', '--clean', '--if-exists', '-d', url, file)),
    baseBackup: async (target) => void (await run('pg_basebackup', '-d', url, '-D', target, '-X', 'stream', '-c', 'fast')),
    async stop() {
      server.kill('SIGINT');
      await ended;
    },
  };
}

/** Postgres does not run as root: then the account that its package made owns the folder. */
function accountFor(folder: string): { uid?: number; gid?: number } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((what) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' })));
  if (uid === undefined || gid === undefined) return {};
  chownSync(folder, uid, gid);
  return { uid, gid };
}
