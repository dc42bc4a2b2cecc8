import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { processEnd } from './support/process-end.js';
import { eventually, newDataDir, removeDataDir, runCallmesh, spawnCallmesh, startCallmesh, type CallmeshProcess } from './support/callmesh-process.js';

describe('a callmesh on one machine', () => {
  let dataDir: string;
  let callmesh: CallmeshProcess | undefined;

  beforeAll(async () => {
    dataDir = await newDataDir();
  });

  afterAll(async () => {
    callmesh?.kill('SIGTERM');
    await callmesh?.ended;
    await removeDataDir(dataDir);
  }, 60_000);

  it('keeps its keys where only its user can read them', async () => {
    callmesh = await startCallmesh(dataDir);
    for (const file of ['keys.json', 'secrets.json', 'instance.json']) expect((await stat(path.join(dataDir, file))).mode & 0o077).toBe(0);
  }, 60_000);

  it('lets no second one run on its data directory, and says what to do', async () => {
    const { code, stderr } = await runCallmesh(dataDir, 'start', '--port', '0');
    expect(code).toBe(1);
    expect(stderr).toMatch(/INSTANCE\.ALREADY_RUNNING/);
    expect(stderr).toContain('--data');
  }, 30_000);

  it('ends soon after Ctrl-C, also when it is pressed twice, with all that it started', async () => {
    const running = callmesh as CallmeshProcess;
    running.kill('SIGINT');
    running.kill('SIGINT');
    const began = Date.now();
    expect(await running.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(25_000);
    expect(await processEnd(dataDir)).toEqual([]);
    // An end that was asked for is nothing to warn of.
    const told = running.logs.slice(running.logs.findIndex(({ msg }) => msg === 'stopping'));
    expect(told.filter(({ level }) => level !== 'info' && level !== 'debug')).toEqual([]);
  }, 60_000);

  it('ends in order at Ctrl-C also while it waits for a registry that is away', async () => {
    const { child, logs, ended } = spawnCallmesh(dataDir, { SCHEMA_REGISTRY_URL: 'http://127.0.0.1:9', CALLMESH_LOG_LEVEL: 'info' });
    await eventually('the wait for the registry', () => Promise.resolve(logs.find(({ msg }) => msg.startsWith('start waits'))));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(logs.map(({ msg }) => msg)).toContain('stopping');
    expect(await processEnd(dataDir)).toEqual([]);
    // Postgres was told to end, and has written down that it did.
    await expect(stat(path.join(dataDir, 'postgres/data/postmaster.pid'))).rejects.toThrow('ENOENT');
  }, 60_000);

  it('is ready again within 5 s, after an orderly end and after SIGKILL', async () => {
    callmesh = await startCallmesh(dataDir);
    expect(callmesh.readyMs).toBeLessThan(5_000);
    callmesh.kill('SIGKILL');
    await callmesh.ended;
    callmesh = await startCallmesh(dataDir);
    expect(callmesh.readyMs).toBeLessThan(5_000);
    expect((await callmesh.call('GET', '/health/ready')).status).toBe(200);
  }, 90_000);

  it('the demo names every file once, completes what it can and fails for the rest', async () => {
    const folder = path.join(dataDir, 'given');
    await mkdir(path.join(folder, 'nothing'), { recursive: true });
    await writeFile(path.join(folder, 'call.vtt'), 'WEBVTT\n\n00:00.000 --> 00:04.000\n<v Customer>Hello, I would like to know when you open.\n\n00:04.000 --> 00:08.000\n<v Agent>At nine every day of the week.\n');
    await writeFile(path.join(folder, 'empty.wav'), '');
    const given = ['call.vtt', 'empty.wav', 'nothing', 'missing.wav'].map((name) => path.join(folder, name));
    const { code, stdout } = await runCallmesh(path.join(dataDir, 'demo'), 'demo', '--once', '--json', '--out', path.join(dataDir, 'out'), ...given, path.join(folder, 'call.vtt'));
    expect(code).toBe(1);
    const { calls } = JSON.parse(stdout) as { calls: { file: string; status: string; conversationId: string | null; reason?: string; actions: { state: string }[] }[] };
    expect(calls.map(({ file, status }) => [path.basename(file), status])).toEqual([
      ['call.vtt', 'completed'],
      ['empty.wav', 'quarantined'],
      ['nothing', 'failed'],
      ['missing.wav', 'failed'],
    ]);
    expect(calls[0]?.actions.map(({ state }) => state)).toEqual(['drafted']);
    expect(calls.slice(2).map(({ conversationId }) => conversationId)).toEqual([null, null]);
    expect(calls.slice(1).every(({ reason }) => reason)).toBe(true);
  }, 90_000);
});
