import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const root = process.cwd();
const mainOf = (build: string): string => path.join(build, 'apps/callmesh/dist/main.js');

/** A callmesh in a process of its own, as a person starts it: `callmesh start`. */
export interface CallmeshProcess {
  readonly url: string;
  readonly dataDir: string;
  readonly adminKey: string;
  readonly operatorKey: string;
  readonly demoCrmUrl: string | null;
  readonly readyMs: number;
  readonly pid: number;
  /** What it logged so far, oldest first; the last lines at least. */
  readonly logs: readonly LogLine[];
  /** All that it wrote on standard output and standard error so far. */
  written(): Buffer;
  /** The API as the tenant's admin, or with another key. @throws when it does not answer. */
  call(method: string, path: string, options?: { readonly body?: unknown; readonly key?: string | null }): Promise<{ status: number; body: unknown }>;
  /** Resolves when the process has ended; its exit code, null after a signal. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

/** A line of a process's log. */
export interface LogLine {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  /** Stable name of what is told, e.g. `stuck.relay`. */
  readonly event?: string;
  readonly service?: string;
  readonly err?: { readonly code?: string; readonly message: string };
}

/** A data directory that Postgres' account may enter. */
export async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-e2e-'));
  await chmod(folder, 0o711);
  return folder;
}

export const removeDataDir = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });

/** Starts callmesh and does not wait for anything: this build, or the one that lies in another folder. */
export function spawnCallmesh(dataDir: string, env: Readonly<Record<string, string>> = {}, build = root): { child: ChildProcess; logs: LogLine[]; ended: Promise<number | null> } {
  const { DATABASE_URL: _ofTheTestRun, ...inherited } = process.env;
  const child = spawn(process.execPath, [mainOf(build), 'start', '--json', '--port', '0', '--data', dataDir], {
    cwd: root,
    env: { ...inherited, NODE_OPTIONS: '', CALLMESH_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, logs: collectLogs(child), ended: new Promise<number | null>((resolve) => child.once('close', resolve)) };
}

/** Starts callmesh and waits until it is ready. */
export async function startCallmesh(dataDir: string, env: Readonly<Record<string, string>> = {}, build = root): Promise<CallmeshProcess> {
  const { child, logs, ended } = spawnCallmesh(dataDir, env, build);
  const written: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => written.push(bytes));
  const ready = await firstAnswer(child, ended);
  const keys = JSON.parse(await readFile(path.join(dataDir, 'keys.json'), 'utf8')) as { admin: string; operator: string };
  const { url } = ready;
  return {
    ...ready,
    dataDir,
    adminKey: keys.admin,
    operatorKey: keys.operator,
    pid: child.pid ?? 0,
    logs,
    written: () => Buffer.concat(written),
    ended,
    kill: (signal) => void child.kill(signal),
    async call(method, route, { body, key = keys.admin } = {}) {
      const isForm = body instanceof FormData;
      const headers = { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) };
      const response = await fetch(`${url}${route}`, { method, headers, ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }) });
      const text = await response.text();
      return { status: response.status, body: asJson(text) };
    },
  };
}

/** The embedded Postgres of a data directory, as its superuser. */
export async function superuserOf(dataDir: string): Promise<pg.Client> {
  const [port, password] = await Promise.all(['port', 'password'].map((name) => readFile(path.join(dataDir, 'postgres', name), 'utf8')));
  const client = new pg.Client({ host: '127.0.0.1', port: Number(port), user: 'postgres', password: password?.trim(), database: 'postgres' });
  await client.connect();
  return client;
}

/** Runs another command of the command line against a data directory. */
export async function runCallmesh(dataDir: string, ...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { DATABASE_URL: _ofTheTestRun, ...inherited } = process.env;
  const child = spawn(process.execPath, [mainOf(root), '--data', dataDir, ...args], { cwd: root, env: { ...inherited, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += String(text)));
  child.stderr.on('data', (text) => (stderr += String(text)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

/** Asks again and again until there is something. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>, patienceMs = 60_000): Promise<T> {
  let last: unknown;
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(150)) {
    const found = await look().catch((error: unknown) => {
      last = error;
      return undefined;
    });
    if (found !== undefined) return found;
  }
  throw new Error(`${what} did not come in ${patienceMs} ms`, { cause: last });
}

interface Ready {
  readonly url: string;
  readonly demoCrmUrl: string | null;
  readonly readyMs: number;
}

/** Lines of JSON on standard error, as they come. */
export function collectLogs(child: ChildProcess, lines: LogLine[] = []): LogLine[] {
  let rest = '';
  child.stderr?.on('data', (text) => {
    const parts = (rest + String(text)).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const line = asJson(part) as LogLine | undefined;
      if (line?.level) lines.push(line);
    }
    if (lines.length > 5_000) lines.splice(0, 1_000);
  });
  return lines;
}

async function firstAnswer(child: ChildProcess, ended: Promise<number | null>): Promise<Ready> {
  let [stdout, stderr] = ['', ''];
  child.stderr?.on('data', (text) => (stderr = (stderr + String(text)).slice(-20_000)));
  const answered = new Promise<Ready>((resolve) => {
    child.stdout?.on('data', (text) => {
      stdout += String(text);
      const ready = asJson(stdout) as Ready | undefined;
      if (ready?.url) resolve(ready);
    });
  });
  const died = ended.then((code) => {
    throw new Error(`callmesh ended with ${code} before it was ready: ${stderr}`);
  });
  return Promise.race([answered, died]);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
