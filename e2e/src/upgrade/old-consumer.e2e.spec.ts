import type { ServiceName } from '@callmesh/contracts';
import type { ConversationThread } from '@callmesh/insights';
import pg from 'pg';
import { handIn, threadWhen, type Api } from '../support/calls.js';
import { newGround, type Ground } from './support/ground.js';
import { previousBuild } from './support/previous-build.js';
import { startServiceOf, type ServiceProcess } from './support/service-process.js';
import { callNumber, factsOf } from './support/told.js';

const upgraded = ['ingestion', 'transcription', 'extraction', 'crm-sync', 'insights'] as const satisfies readonly ServiceName[];
/** Every fifth call asks for a call back, which this build tells in two majors. */
const ROUND = 5;
const settled = ({ settled: isSettled }: ConversationThread): boolean => isSettled;

interface Told {
  readonly type: string;
  readonly id: string;
  readonly factId: string;
}

// human-review of the previous release, as it was built then, hears this build; it knows nothing of the second major.
describe('a consumer of the previous release', () => {
  let ground: Ground;
  let previous: string;
  let adminKey: string;
  let consumer: ServiceProcess;
  let newer: readonly (readonly [ServiceName, ServiceProcess])[] = [];
  let calls = 0;
  const known = new Map<string, string>();

  /** The API of services apart: each at its own address. */
  const apiOf = (address: (service: ServiceName) => string): Api => ({
    async call(method, route, { body } = {}) {
      const service = route.startsWith('/api/v1/conversations') ? 'insights' : 'ingestion';
      const response = await fetch(`${address(service)}${route}`, { method, headers: { authorization: `Bearer ${adminKey}` }, ...(body instanceof FormData && { body }) });
      return { status: response.status, body: await response.json() };
    },
  });
  const round = async (api: Api): Promise<ConversationThread[]> => {
    const ids: string[] = [];
    for (let n = 0; n < ROUND; n += 1) ids.push((await handIn(api, await callNumber(calls++))).conversationId);
    const threads = await Promise.all(ids.map((id) => threadWhen(api, id, settled)));
    for (const thread of threads) known.set(thread.conversationId, factsOf(thread));
    return threads;
  };
  const query = async <R extends pg.QueryResultRow>(sql: string): Promise<R[]> => {
    const client = new pg.Client({ connectionString: ground.databaseUrl });
    await client.connect();
    try {
      return (await client.query<R>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const callbacksOnTheLog = () =>
    query<Told>(`select headers->>'ce_type' as type, headers->>'ce_id' as id, headers->>'ce_factid' as "factId" from bus.messages where headers->>'ce_type' like 'callback.requested.%' order by position`);

  beforeAll(async () => {
    [previous, ground] = await Promise.all([previousBuild(), newGround()]);
    const before = await ground.startHost(previous);
    ({ adminKey } = before);
    await round(before);
    before.kill('SIGTERM');
    await before.ended;
    newer = await Promise.all(upgraded.map(async (service) => [service, await startServiceOf(process.cwd(), service, ground.env)] as const));
    consumer = await startServiceOf(previous, 'human-review', ground.env);
  }, 300_000);

  afterAll(async () => {
    await Promise.all([consumer, ...newer.map(([, service]) => service)].map((service) => service.stop('SIGKILL')));
    await ground.close();
  }, 60_000);

  it('runs unmodified: it acts on the major it knows, skips and counts the other, and the fact has one effect', async () => {
    const addresses = new Map(newer.map(([name, { url }]) => [name, url]));
    const threads = await round(apiOf((service) => addresses.get(service) ?? ''));
    expect(threads.map(({ status }) => status)).toEqual(threads.map(() => 'completed'));

    const [alone, second, first] = await callbacksOnTheLog();
    expect([alone?.type, second?.type, first?.type]).toEqual(['callback.requested.v1', 'callback.requested.v2', 'callback.requested.v1']);
    expect(second?.factId).toBe(first?.factId);
    expect(second?.id).not.toBe(first?.id);

    const drafts = threads.flatMap(({ actions }) => actions).filter(({ kind }) => kind === 'call-back');
    expect(drafts.map(({ factId, state }) => [factId, state])).toEqual([[first?.factId, 'applied']]);
    expect(ground.crm.records('tasks').filter(({ properties }) => threads.some(({ conversationId }) => conversationId === properties.callmesh_conversation_id))).toHaveLength(1);

    const metrics = await (await fetch(`${consumer.url}/metrics`, { headers: { authorization: `Bearer ${adminKey}` } })).text();
    expect(metrics).toMatch(/callmesh_messages_skipped_total\{group="human-review",topic="insights"\} 1\n/);
    expect(await query(`select from human_review.parked`)).toEqual([]);
  }, 120_000);

  it('goes on with all of its release when this build is taken back', async () => {
    await Promise.all(newer.map(([, service]) => service.stop()));
    const older = await ground.startHost(previous);
    await consumer.stop();
    const facts = new Map(known);
    await round(older);
    for (const [id, told] of facts) expect(factsOf(await threadWhen(older, id, settled))).toBe(told);
    expect((await callbacksOnTheLog()).map(({ type }) => type)).toEqual(['callback.requested.v1', 'callback.requested.v2', 'callback.requested.v1', 'callback.requested.v1']);
    expect(await query(`select from human_review.parked`)).toEqual([]);
  }, 120_000);
});
