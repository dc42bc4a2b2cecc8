import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { apicurioMissing } from '../registry/apicurio-distribution.js';
import { startApicurio } from '../registry/apicurio-server.js';
import { versitygwMissing } from '../s3/versitygw-distribution.js';
import { sharedVersitygw } from '../s3/versitygw-server.js';
import { endWith, isAlive } from './processes.js';
import { startServer } from './running-server.js';

const must = process.env.CI === 'true';
const registry = apicurioMissing();
const s3 = versitygwMissing();

describe('a server of a test run', () => {
  it('ends when the run is killed', async () => {
    const [run, server] = [spawn('sleep', ['60']), spawn('sleep', ['60'])];
    endWith(run.pid ?? 0, server.pid ?? 0);
    run.kill('SIGKILL');
    await once(server, 'exit');
    expect(server.signalCode).toBe('SIGKILL');
  });

  it('that does not start says why', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'callmesh-server-'));
    const broken = { name: 'sh', command: 'sh', args: ['-c', 'echo no such disk; exit 3'], logFile: path.join(dir, 'log'), url: 'http://127.0.0.1:1', healthUrl: 'http://127.0.0.1:1' };
    await expect(startServer(broken)).rejects.toThrow('sh did not start:\nno such disk');
    await expect(startServer({ ...broken, command: '/no/such/program' })).rejects.toThrow('ENOENT');
    await rm(dir, { recursive: true, maxRetries: 10, retryDelay: 100 });
  });

  (registry && !must ? it.skip : it)(`a registry keeps schemas and ids over a kill${registry ? ` (skipped: ${registry})` : ''}`, async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'callmesh-registry-'));
    const first = await startApicurio({ dir });
    const body = JSON.stringify({ schema: '{"type":"record","name":"a.B","fields":[]}' });
    const { id } = (await (await fetch(`${first.url}/subjects/a.B/versions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json()) as { id: number };
    await first.kill();
    expect(isAlive(first.pid)).toBe(false);
    const again = await startApicurio({ dir, port: Number(new URL(first.url).port) });
    expect(again.url).toBe(first.url);
    expect((await fetch(`${again.url}/schemas/ids/${id}`)).status).toBe(200);
    await again.stop();
    await rm(dir, { recursive: true, maxRetries: 10, retryDelay: 100 });
  }, 400_000);

  (s3 && !must ? it.skip : it)(`an S3 server stands still and goes on${s3 ? ` (skipped: ${s3})` : ''}`, async () => {
    const server = await sharedVersitygw();
    const answer = (ms: number): Promise<number> => fetch(`${server.url}/health`, { signal: AbortSignal.timeout(ms) }).then(({ status }) => status);
    const isSilent = (): Promise<boolean> => answer(500).then(() => false, (error: unknown) => (error as Error).name === 'TimeoutError');
    server.pause();
    // The signal reaches its threads one by one.
    let tries = 0;
    while (!(await isSilent())) expect((tries += 1)).toBeLessThan(20);
    server.resume();
    expect(await answer(10_000)).toBe(200);
  });
});
