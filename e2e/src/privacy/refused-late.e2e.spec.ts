import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { handIn, sampleCall, threadWhen, type SampleCall } from '../support/calls.js';
import { eventually, newDataDir, removeDataDir, startCallmesh, superuserOf, type CallmeshProcess } from '../support/callmesh-process.js';
import { bytesOf, everyCell } from './open-everything.js';

/** Said in the call, and nobody's secret: in clear in many places. */
const QUOTED = 'vexatiously';

interface Erasure {
  readonly askedBy: string;
  readonly state: string;
  readonly calls: readonly { readonly conversationId: string; readonly onHold: boolean }[];
}

describe('a refusal of consent that comes late', () => {
  let callmesh: CallmeshProcess;
  let dataDir: string;
  let database: pg.Client;

  const call = async (callId: string, consent: 'granted' | 'unknown'): Promise<SampleCall> => {
    const { content, ...rest } = await sampleCall('cancel-order', 'vtt', { callId, consent });
    return { ...rest, content: Buffer.from(content.toString().replace('WEBVTT', `WEBVTT ${callId}`).replace('Please cancel it.', `Please cancel it, I am ${QUOTED} tired of waiting.`)) };
  };
  const refuse = (given: SampleCall): ReturnType<typeof handIn> => handIn(callmesh, { ...given, metadata: { ...given.metadata, consent: 'refused' } });
  const erasures = (count: number): Promise<readonly Erasure[]> =>
    eventually(`${count} erasures`, async () => {
      const { body } = await callmesh.call('GET', '/api/v1/erasures', { key: callmesh.operatorKey });
      const all = body as Erasure[];
      return all.length === count && all.every(({ state }) => state === 'done') ? all : undefined;
    });
  const tables = async (): Promise<string[]> => [...new Set((await everyCell(database)).filter((cell) => bytesOf(cell).includes(QUOTED)).map(({ table }) => table))];
  const objectsOf = async (id: string): Promise<number> => (await readdir(path.join(dataDir, 'claims'), { recursive: true })).filter((name) => name.includes(`${id}/`)).length;

  beforeAll(async () => {
    dataDir = await newDataDir();
    callmesh = await startCallmesh(dataDir);
    database = await superuserOf(dataDir);
  }, 120_000);

  afterAll(async () => {
    await database.end();
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await removeDataDir(dataDir);
  }, 60_000);

  it('has the call erased everywhere when it was processed already; the fact of it stays', async () => {
    const processed = await call('processed', 'granted');
    const { conversationId } = await handIn(callmesh, processed);
    await threadWhen(callmesh, conversationId, ({ settled }) => settled);
    expect((await tables()).length).toBeGreaterThan(3);
    expect(await refuse(processed)).toMatchObject({ status: 'refused', conversationId });
    expect(await erasures(1)).toMatchObject([{ askedBy: 'service:ingestion', calls: [{ conversationId, onHold: false }] }]);
    expect([await tables(), await objectsOf(conversationId)]).toEqual([[], 0]);
    const { rows } = await database.query<{ type: string }>('select type from ingestion.events where conversation_id = $1 order by version', [conversationId]);
    expect(rows.map(({ type }) => type)).toEqual(['call.recorded.v1', 'call.refused-no-consent.v1', 'conversation.erased.v1']);
    expect([await refuse(processed), await handIn(callmesh, processed)]).toMatchObject([{ status: 'refused' }, { status: 'refused' }]);
  }, 120_000);

  it('takes what waited for consent by the same road, and leaves what is on legal hold', async () => {
    const [waiting, held] = [await call('waiting', 'unknown'), await call('held', 'unknown')];
    const ids = [(await handIn(callmesh, waiting)).conversationId, (await handIn(callmesh, held)).conversationId];
    expect(await Promise.all(ids.map(objectsOf))).toEqual([1, 1]);
    await callmesh.call('POST', '/api/v1/holds', { body: { conversationId: ids[1], reason: 'matter 8' } });
    for (const one of [waiting, held]) expect(await refuse(one)).toMatchObject({ status: 'refused' });
    const ended = (await erasures(3)).flatMap(({ calls }) => calls);
    expect(ids.map((id) => ended.find(({ conversationId }) => conversationId === id)?.onHold)).toEqual([false, true]);
    expect(await Promise.all(ids.map(objectsOf))).toEqual([0, 1]);
  }, 120_000);
});
