import { setTimeout as sleep } from 'node:timers/promises';
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
/** What human-review heard of then. */
const HEARD = ['order.cancellation-requested.v1', 'customer.complaint-logged.v1', 'customer.dispute-raised.v1', 'callback.requested.v1', 'call.analysed.v1'];

/** Waits until it is so; the test's own time ends the waiting. */
async function eventually<T>(look: () => Promise<T>, wanted: T): Promise<void> {
  for (let seen = await look(); seen !== wanted; seen = await look()) await sleep(100);
}

interface Told {
  readonly type: string;
  readonly id: string;
  readonly factId: string;
}

// human-review of a release from before the second major of callback.requested, as it was built then (`.ci/old-consumer`), hears this build.
describe('a consumer of an old release', () => {
  let ground: Ground;
  let previous: string;
  let adminKey: string;
  let operatorKey: string;
  let consumer: ServiceProcess;
  let newer: readonly (readonly [ServiceName, ServiceProcess])[] = [];
  let calls = 0;
  /** Conversations that this build told the old consumer of. */
  let told: readonly string[] = [];
  let addresses: ReadonlyMap<ServiceName, string> = new Map();
  const known = new Map<string, string>();

  /** The API of services apart: each at its own address. */
  const apiOf = (address: (service: ServiceName) => string): Api => ({
    async call(method, route, { body } = {}) {
      const service = route.startsWith('/api/v1/conversations') ? 'insights' : 'ingestion';
      const response = await fetch(`${address(service)}${route}`, { method, headers: { authorization: `Bearer ${adminKey}` }, ...(body instanceof FormData && { body }) });
      return { status: response.status, body: await response.json() };
    },
  });
  const handInRound = async (api: Api): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < ROUND; n += 1) ids.push((await handIn(api, await callNumber(calls++))).conversationId);
    return ids;
  };
  const madeFor = (object: 'calls' | 'tasks', conversations: readonly string[]): unknown[] => ground.crm.records(object).filter(({ properties }) => conversations.includes(properties.callmesh_conversation_id ?? ''));
  const query = async <R extends pg.QueryResultRow>(sql: string): Promise<R[]> => {
    const client = new pg.Client({ connectionString: ground.databaseUrl });
    await client.connect();
    try {
      return (await client.query<R>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const parked = (state: string): Promise<{ code: string }[]> => query<{ code: string }>(`select code from human_review.parked where state = '${state}'`);
  const metrics = async (): Promise<string> => (await fetch(`${consumer.url}/metrics`, { headers: { authorization: `Bearer ${adminKey}` } })).text();
  const callbacksOnTheLog = () =>
    query<Told>(`select headers->>'ce_type' as type, headers->>'ce_id' as id, headers->>'ce_factid' as "factId" from bus.messages where headers->>'ce_type' like 'callback.requested.%' order by position`);

  beforeAll(async () => {
    [previous, ground] = await Promise.all([previousBuild('old-consumer'), newGround()]);
    const before = await ground.startHost(previous);
    ({ adminKey, operatorKey } = before);
    for (const id of await handInRound(before)) known.set(id, factsOf(await threadWhen(before, id, settled)));
    before.kill('SIGTERM');
    await before.ended;
    newer = await Promise.all(upgraded.map(async (service) => [service, await startServiceOf(process.cwd(), service, ground.env)] as const));
    addresses = new Map(newer.map(([name, { url }]) => [name, url]));
    consumer = await startServiceOf(previous, 'human-review', ground.env);
  }, 300_000);

  afterAll(async () => {
    await Promise.all([consumer, ...newer.map(([, service]) => service)].map((service) => service.stop('SIGKILL')));
    await ground.close();
  }, 60_000);

  it('runs unmodified: it acts on the major it knows, skips what it does not know, parks minors that it cannot read, and the fact has one effect', async () => {
    const api = apiOf((service) => addresses.get(service) ?? '');
    told = await handInRound(api);
    const callbackApplied = ({ actions }: ConversationThread): boolean => actions.some(({ kind, state }) => kind === 'call-back' && state === 'applied');
    const thread = await threadWhen(api, told.at(-1) ?? '', callbackApplied);

    const [alone, second, first] = await callbacksOnTheLog();
    expect([alone?.type, second?.type, first?.type]).toEqual(['callback.requested.v1', 'callback.requested.v2', 'callback.requested.v1']);
    expect(second?.factId).toBe(first?.factId);
    expect(second?.id).not.toBe(first?.id);
    expect(thread.actions.filter(({ kind }) => kind === 'call-back').map(({ factId, state }) => [factId, state])).toEqual([[first?.factId, 'applied']]);
    expect(madeFor('tasks', told)).toHaveLength(1);

    // It knows neither the minors of this build nor its new types: the former wait for the upgrade, each call for itself, the latter are none of its business.
    await eventually(async () => (await parked('failed')).length, ROUND);
    expect(new Set((await parked('failed')).map(({ code }) => code))).toEqual(new Set(['SCHEMA.UNKNOWN']));
    const [unheard] = await query<{ n: number }>(`select count(*)::int as n from bus.messages where topic = 'insights' and headers->>'ce_type' <> all ('{${HEARD.join()}}')`);
    await eventually(async () => Number(/callmesh_messages_skipped_total\{group="human-review",topic="insights"\} (\d+)/.exec(await metrics())?.[1]), unheard?.n);
  }, 180_000);

  it('is brought up to this build, which processes what was parked: nothing was lost, nothing happens twice', async () => {
    await consumer.stop();
    consumer = await startServiceOf(process.cwd(), 'human-review', ground.env);
    const redriven = await fetch(`${consumer.url}/api/v1/parked/human-review/redrive`, { method: 'POST', headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' }, body: '{}' });
    expect(await redriven.json()).toMatchObject({ keys: ROUND, freed: ROUND, stopped: [] });
    const api = apiOf((service) => addresses.get(service) ?? '');
    const threads = await Promise.all(told.map((id) => threadWhen(api, id, settled)));
    expect(threads.map(({ status }) => status)).toEqual(threads.map(() => 'completed'));
    expect(await query(`select from human_review.parked`)).toEqual([]);
    expect(madeFor('tasks', told)).toHaveLength(1);
    expect(madeFor('calls', told)).toHaveLength(ROUND);
    for (const [id, facts] of known) expect(factsOf(await threadWhen(api, id, settled))).toBe(facts);
  }, 180_000);
});
