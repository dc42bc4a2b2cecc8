import { spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from './decider.js';
import { preparedBinaries, type Binaries } from './embedded/binaries.js';
import { ensureCluster, openHome, type PostgresHome } from './embedded/home.js';
import { identityOf, isAlive, looksLikePostgres, readPostmaster, stopPostmaster, worksIn } from './embedded/postmaster.js';
import { userForPostgres, type SystemUser } from './embedded/system-user.js';

const MAX_LOG_BYTES = 10 * 1024 * 1024;
const START_TIMEOUT_MS = 30_000;
const WATCH_MS = 50;
const RETRY_MS = 1_000;

/** How the embedded server is to run. */
export interface EmbeddedPostgresOptions {
  /** Folder of the cluster, its password (mode 0600) and its log; made when missing. */
  readonly dataDir: string;
  /** TCP port on 127.0.0.1; default: the last one used when it is free, else any free one. */
  readonly port?: number;
  /** Told, in one sentence each, what is not as usual: another folder, an adopted server, a restart. */
  readonly log: (message: string) => void;
  /** Server settings beside the defaults, e.g. `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Removes the cluster on `stop`. */
  readonly ephemeral?: boolean;
}

/** A running server. */
export interface EmbeddedPostgres {
  /** Superuser's connection URL, password included: never log it. */
  readonly url: string;
  /** Where it really lies. */
  readonly home: string;
  /** Process id of the server as it runs now. */
  pid(): number;
  /** Ends the server and its supervision. */
  stop(): Promise<void>;
}

const DEFAULTS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  synchronous_commit: 'on',
  jit: 'off',
  // An open write transaction anywhere holds back every reader's horizon, so none may stay open for long.
  idle_in_transaction_session_timeout: '30s',
  transaction_timeout: '120s',
};

async function freePort(preferred: number): Promise<number> {
  const bind = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
      });
    });
  return bind(preferred).catch(() => bind(0));
}

function launch(home: PostgresHome, binaries: Binaries, user: SystemUser | undefined, port: number, settings: Readonly<Record<string, string>>): number {
  const tooLong = (() => {
    try {
      return statSync(home.log).size > MAX_LOG_BYTES;
    } catch {
      return false;
    }
  })();
  const out = openSync(home.log, tooLong ? 'w' : 'a', 0o600);
  const flags = Object.entries({ ...DEFAULTS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Its own process group: Ctrl-C reaches callmesh alone, which lets its services finish before it stops the server.
  const child = spawn(binaries.postgres, ['-D', home.data, '-p', String(port), ...flags], {
    ...(user && { uid: user.uid, gid: user.gid }),
    cwd: home.data,
    detached: true,
    stdio: ['ignore', out, out],
    env: { ...process.env, LC_ALL: 'C' },
  });
  closeSync(out);
  child.on('error', () => undefined);
  child.unref();
  if (child.pid === undefined) throw new DomainError('POSTGRES.NOT_STARTED', `${binaries.postgres} cannot be run`);
  return child.pid;
}

/** Starts a server process and waits for its own word that it is ready. */
async function launchUntilReady(home: PostgresHome, binaries: Binaries, user: SystemUser | undefined, port: number, settings: Readonly<Record<string, string>>): Promise<number> {
  for (const until = Date.now() + START_TIMEOUT_MS; Date.now() < until; await sleep(100)) {
    const pid = launch(home, binaries, user, port, settings);
    while (isAlive(pid) && Date.now() < until) {
      const found = readPostmaster(home.data);
      if (found?.pid === pid && found.ready) return pid;
      await sleep(5);
    }
    // After a kill -9 the old server's children, or its uncollected process id, are in the way for a moment: only then is another try of use.
    const holder = readPostmaster(home.data)?.pid;
    const passing = /shared memory block|still in use|being shut down|lock file/.test(home.logTail());
    if (!passing || (holder !== undefined && isAlive(holder) && looksLikePostgres(holder))) break;
  }
  throw new DomainError('POSTGRES.NOT_STARTED', `the embedded Postgres in ${home.folder} did not start: ${home.logTail()}. See ${home.log}`);
}

/** What an earlier run left: its server when it still runs, else undefined (and the way is free). */
async function leftBehind(home: PostgresHome, port: number | undefined, log: (message: string) => void): Promise<{ pid: number; port: number } | undefined> {
  const found = readPostmaster(home.data);
  if (!found || !isAlive(found.pid)) return undefined;
  if (!looksLikePostgres(found.pid)) {
    log(`process ${found.pid} in postmaster.pid is not Postgres any more: the file was left by a kill and is removed`);
    // The file is also what keeps two servers apart, so it goes only when no process of the old one is left.
    for (let tries = 0; worksIn(home.data); tries += 1) {
      if (tries > 100) throw new DomainError('POSTGRES.IN_USE', `processes of an earlier Postgres still work in ${home.data}: end them`);
      await sleep(100);
    }
    await rm(`${home.data}/postmaster.pid`, { force: true });
    return undefined;
  }
  const owner = home.read('owner');
  const ownerPid = Number.parseInt(owner ?? '', 10);
  if (owner && ownerPid !== process.pid && isAlive(ownerPid) && identityOf(ownerPid) === owner) {
    throw new DomainError('POSTGRES.IN_USE', `the database in ${home.folder} is in use by process ${ownerPid}: stop it, or give this one a folder of its own with --data`);
  }
  if (found.ready && (port === undefined || port === found.port)) {
    log(`Postgres (process ${found.pid}, port ${found.port}) was left running by a killed process: it is used again`);
    return found;
  }
  log(`Postgres (process ${found.pid}) was left running by a killed process: it is stopped and started afresh`);
  await stopPostmaster(found.pid);
  return undefined;
}

/**
 * Starts the Postgres that comes with the project, or takes over the one that a killed process left; restarts it when it dies.
 * @throws DomainError POSTGRES.NO_BINARIES, POSTGRES.NO_USER, POSTGRES.NO_FOLDER, POSTGRES.IN_USE, POSTGRES.NOT_STARTED
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, settings = {} } = options;
  const user = userForPostgres();
  const binaries = await preparedBinaries(user, log);
  const home = await openHome(options.dataDir, user, log);
  await ensureCluster(home, binaries, user);

  const adopted = await leftBehind(home, options.port, log);
  const port = adopted?.port ?? options.port ?? (await freePort(Number.parseInt(home.read('port') ?? '0', 10)));
  home.write('owner', identityOf(process.pid));
  home.write('port', String(port));
  let pid = adopted?.pid ?? (await launchUntilReady(home, binaries, user, port, settings));

  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  const restart = async (): Promise<void> => {
    log(`Postgres (process ${pid}) ended by itself: it is started again`);
    pid = await launchUntilReady(home, binaries, user, port, settings);
    log(`Postgres runs again (process ${pid}, port ${port})`);
  };
  let busy = false;
  const watch = setInterval(() => {
    if (stopping || busy || isAlive(pid)) return;
    busy = true;
    restarting = restart()
      .catch((error: unknown) => {
        log(error instanceof Error ? error.message : String(error));
        return stopping ? undefined : sleep(RETRY_MS);
      })
      .finally(() => (busy = false));
  }, WATCH_MS);
  watch.unref();

  const onExit = (): void => {
    if (isAlive(pid)) process.kill(pid, 'SIGINT');
  };
  process.on('exit', onExit);

  return {
    url: `postgres://postgres:${home.read('password')}@127.0.0.1:${port}/postgres`,
    home: home.folder,
    pid: () => pid,
    async stop() {
      stopping = true;
      clearInterval(watch);
      await restarting;
      process.off('exit', onExit);
      await stopPostmaster(pid);
      await rm(`${home.folder}/owner`, { force: true });
      if (options.ephemeral) await rm(home.folder, { recursive: true, force: true });
    },
  };
}
