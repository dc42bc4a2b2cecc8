import type { ConversationThread } from '@callmesh/insights';
import { handIn, threadWhen } from '../support/calls.js';
import { newDataDir, removeDataDir, runCallmesh, startCallmesh, type CallmeshProcess } from '../support/callmesh-process.js';
import { previousBuild } from './support/previous-build.js';
import { callNumber, factsOf } from './support/told.js';

const NO_SPEECH = { CALLMESH_NO_SPEECH: '1' };
const settled = ({ settled: isSettled }: ConversationThread): boolean => isSettled;

// One data directory, taken over from build to build; each test goes on where the one before has ended.
describe('a data directory of the previous release', () => {
  let previous: string;
  let dataDir: string;
  let running: CallmeshProcess;
  let calls = 0;
  /** Facts of each settled call by conversation, as they were first seen. */
  const known = new Map<string, string>();

  const start = async (build?: string): Promise<void> => {
    running = await startCallmesh(dataDir, NO_SPEECH, build);
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    running.kill(signal);
    const code = await running.ended;
    if (signal === 'SIGTERM' && code !== 0) throw new Error(`it ended with ${code}`);
  };
  const handInSome = async (n: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let i = 0; i < n; i += 1) ids.push((await handIn(running, await callNumber(calls++))).conversationId);
    return ids;
  };
  const waitFor = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) known.set(id, factsOf(await threadWhen(running, id, settled)));
  };
  const everythingIsThere = async (): Promise<void> => {
    for (const [id, facts] of known) expect(factsOf(await threadWhen(running, id, settled))).toBe(facts);
    expect((await running.call('GET', '/api/v1/parked', { key: running.operatorKey })).body).toEqual([]);
  };

  beforeAll(async () => {
    [previous, dataDir] = await Promise.all([previousBuild(), newDataDir()]);
    await start(previous);
    await waitFor(await handInSome(5));
  }, 240_000);

  afterAll(async () => {
    running.kill('SIGTERM');
    await running.ended;
    await removeDataDir(dataDir);
  }, 60_000);

  it('is taken over after kill -9: all facts byte-equal, what was under way is finished, new calls flow', async () => {
    const underWay = await handInSome(5);
    await end('SIGKILL');
    await start();
    await waitFor(underWay);
    await waitFor(await handInSome(5));
    await everythingIsThere();
  }, 120_000);

  it('gives the same read models when they are built again', async () => {
    const { code, stderr } = await runCallmesh(dataDir, 'projections', 'rebuild', 'insights', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await everythingIsThere();
  }, 60_000);

  it('is taken back by the previous release, which goes on with it', async () => {
    const underWay = await handInSome(5);
    await end('SIGTERM');
    await start(previous);
    await waitFor(underWay);
    await waitFor(await handInSome(5));
    await everythingIsThere();
  }, 120_000);

  it('is taken over again, after an orderly end, with what was said meanwhile', async () => {
    await end('SIGTERM');
    await start();
    await waitFor(await handInSome(5));
    await everythingIsThere();
  }, 120_000);
});
