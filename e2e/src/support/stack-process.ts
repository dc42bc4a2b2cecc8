import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually, type CallmeshProcess } from './callmesh-process.js';

const root = process.cwd();
const START_MS = 180_000;

/** A process of the distributed system, as its supervisor lists it: `kafka`, `registry`, `s3`, `ingestion-1`… */
export interface ListedProcess {
  readonly name: string;
  readonly pid: number;
}

/** The distributed system, as a person starts it: `npm run stack`. */
export interface StackProcess extends CallmeshProcess {
  readonly brokers: string;
  readonly registryUrl: string;
  /** Address of the database's administrator. */
  readonly databaseUrl: string;
  /** What runs now. */
  processes(): Promise<ListedProcess[]>;
}

interface InstanceFile {
  readonly pid: number;
  readonly url: string;
  readonly demoCrmUrl: string | null;
  readonly brokers: string;
  readonly registryUrl: string;
}

/** Starts it and waits until it is ready. */
export async function startStack(dataDir: string, options: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {}): Promise<StackProcess> {
  const { DATABASE_URL: _ofTheTestRun, ...inherited } = process.env;
  const began = Date.now();
  const child = spawn(process.execPath, ['apps/callmesh/dist/main.js', '--data', dataDir, 'stack', ...(options.args ?? [])], {
    cwd: root,
    env: { ...inherited, NODE_OPTIONS: '', CALLMESH_PORT: '0', CALLMESH_LOG_LEVEL: 'warn', CALLMESH_NO_SPEECH: '1', ...options.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => (said = (said + String(text)).slice(-20_000)));
  let end: number | null | undefined;
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve((end = code))));
  const read = async <T>(file: string): Promise<T> => JSON.parse(await readFile(path.join(dataDir, file), 'utf8')) as T;
  const instance = await eventually(
    'the distributed system',
    async () => {
      if (end !== undefined) return 'ended';
      const found = await read<InstanceFile>('instance.json');
      return found.pid === child.pid ? found : undefined;
    },
    START_MS,
  );
  if (instance === 'ended') throw new Error(`the stack ended with ${end} before it was ready:\n${said}`);
  const keys = await read<{ admin: string; operator: string }>('keys.json');
  const [password, port] = await Promise.all(['password', 'port'].map(async (name) => (await readFile(path.join(dataDir, 'postgres', name), 'utf8')).trim()));
  return {
    ...instance,
    dataDir,
    adminKey: keys.admin,
    operatorKey: keys.operator,
    readyMs: Date.now() - began,
    // Each service has a file of its own.
    logs: [],
    written: () => Buffer.from(said),
    databaseUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    ended,
    kill: (signal) => void child.kill(signal),
    processes: () => read<ListedProcess[]>('processes.json'),
    async call(method, route, { body, key = keys.admin } = {}) {
      const isForm = body instanceof FormData;
      const headers = { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) };
      const response = await fetch(`${instance.url}${route}`, { method, headers, ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }) });
      return { status: response.status, body: await response.json().catch(() => undefined) };
    },
  };
}
