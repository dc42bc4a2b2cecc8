import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.js';

let dataDir: string;
const said: string[] = [];
const log = (message: string): void => void said.push(message);

beforeEach(async () => {
  said.length = 0;
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-supervisor-'));
  await chmod(dataDir, 0o711);
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const answer = async (url: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ value: number }>('select 42 as value')).rows[0]?.value;
  } finally {
    await client.end();
  }
};

/** A process of its own that starts the server and is then killed, or lives on. */
async function otherProcess(work: string): Promise<{ pid: number; ended: Promise<unknown> }> {
  const script = path.join(dataDir, 'other.mjs');
  const library = path.resolve('libs/event-sourcing/dist/index.js');
  await writeFile(script, `import { startEmbeddedPostgres } from ${JSON.stringify(library)};\nconst server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} });\nprocess.stdout.write('up\\n');\n${work}`);
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return { pid: child.pid ?? 0, ended };
}

describe('embedded Postgres', () => {
  it('keeps its data and its password over a restart, and the password from others', async () => {
    const first = await startEmbeddedPostgres({ dataDir, log });
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir, log });
    expect(second.url).toBe(first.url);
    expect(await answer(second.url)).toBe(42);
    expect((await stat(path.join(second.home, 'password'))).mode & 0o777).toBe(0o600);
    await second.stop();
    expect(said).toEqual([]);
  });

  it('takes over the server that a killed process left, and says so', async () => {
    const killed = await otherProcess(`process.kill(process.pid, 'SIGKILL');`);
    await killed.ended;
    const server = await startEmbeddedPostgres({ dataDir, log });
    expect(await answer(server.url)).toBe(42);
    expect(said.join()).toContain('was left running by a killed process');
    await server.stop();
  });

  it('refuses a folder that a living process uses, and names it', async () => {
    const other = await otherProcess('setInterval(() => {}, 1000);');
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toMatchObject({ code: 'POSTGRES.IN_USE', message: expect.stringContaining(String(other.pid)) as string });
    process.kill(other.pid, 'SIGKILL');
    await other.ended;
    await (await startEmbeddedPostgres({ dataDir, log })).stop();
  });

  it('starts although postmaster.pid names a process that is something else by now', async () => {
    const first = await startEmbeddedPostgres({ dataDir, log });
    await first.stop();
    await writeFile(path.join(first.home, 'data', 'postmaster.pid'), `${process.pid}\n${first.home}/data\n1\n5432\n\n127.0.0.1\n1 1\nready\n`);
    const second = await startEmbeddedPostgres({ dataDir, log });
    expect(await answer(second.url)).toBe(42);
    expect(said.join()).toContain('is not Postgres any more');
    await second.stop();
  });
});
