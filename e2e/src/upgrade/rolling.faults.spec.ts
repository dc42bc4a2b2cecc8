import type { ConversationThread } from '@callmesh/insights';
import { kafkaMissing, startKafka, type TestKafka } from '@callmesh/testing';
import { handIn, threadWhen } from '../support/calls.js';
import type { CallmeshProcess } from '../support/callmesh-process.js';
import { makeTopics } from './support/make-topics.js';
import { newGround, type Ground } from './support/ground.js';
import { previousBuild } from './support/previous-build.js';
import { callNumber, factsOf } from './support/told.js';

/** Objects that an action makes anew; each carries the conversation that it came from. */
const made = ['calls', 'tickets', 'tasks'] as const;
const settled = ({ settled: isSettled }: ConversationThread): boolean => isSettled;

const missing = kafkaMissing();
const over = [
  { broker: 'the embedded log', describeIt: describe },
  { broker: 'Kafka', describeIt: missing === undefined ? describe : describe.skip },
] as const;

// Both builds at work on one database, one log and one CRM; each test goes on where the one before has ended.
for (const { broker, describeIt } of over) describeIt(`the previous release and this build side by side over ${broker}`, () => {
  let ground: Ground;
  let kafka: TestKafka | undefined;
  let previous: string;
  let older: CallmeshProcess;
  let newer: CallmeshProcess;
  let calls = 0;
  const accepted: string[] = [];

  const handInTo = async (...hosts: readonly CallmeshProcess[]): Promise<void> => {
    for (const host of hosts) accepted.push((await handIn(host, await callNumber(calls++))).conversationId);
  };
  const end = async (host: CallmeshProcess): Promise<void> => {
    host.kill('SIGTERM');
    expect(await host.ended).toBe(0);
  };
  const factsAt = async (host: CallmeshProcess): Promise<string[]> => {
    const all: string[] = [];
    for (const id of accepted) all.push(factsOf(await threadWhen(host, id, settled)));
    return all;
  };

  beforeAll(async () => {
    if (broker === 'Kafka') {
      kafka = await startKafka();
      await makeTopics(kafka.brokers);
    }
    [previous, ground] = await Promise.all([previousBuild(), newGround(kafka?.brokers)]);
    older = await ground.startHost(previous);
    await handInTo(older, older, older, older, older);
    await factsAt(older);
  }, 240_000);

  afterAll(async () => {
    await ground.close();
    await kafka?.close();
  }, 60_000);

  it('take calls at once, and this build finishes what the other leaves when it is stopped', async () => {
    newer = await ground.startHost();
    await handInTo(older, newer, older, newer, older);
    const ended = end(older);
    await handInTo(newer, newer, newer, newer, newer);
    await ended;
    await factsAt(newer);
  }, 240_000);

  it('and the other way round, when the upgrade is taken back under load', async () => {
    older = await ground.startHost(previous);
    expect(await factsAt(older)).toEqual(await factsAt(newer));
    await handInTo(newer, older, newer, older, newer);
    const ended = end(newer);
    await handInTo(older, older, older, older, older);
    await ended;
    await factsAt(older);
  }, 240_000);

  it('have lost nothing, parked nothing, and made every change once', async () => {
    newer = await ground.startHost();
    const threads = await Promise.all(accepted.map((id) => threadWhen(newer, id, settled)));
    expect(new Set(accepted).size).toBe(calls);
    expect(threads.map(({ status }) => status)).toEqual(accepted.map(() => 'completed'));
    expect((await newer.call('GET', '/api/v1/parked', { key: newer.operatorKey })).body).toEqual([]);
    for (const type of made) {
      const objects = ground.crm.records(type).map(({ properties }) => properties.callmesh_conversation_id).filter(Boolean);
      const changes = threads.flatMap((thread) => thread.crm.filter(({ object }) => object === type).map(() => thread.conversationId));
      expect({ type, objects: objects.sort() }).toEqual({ type, objects: changes.sort() });
      expect(new Set(changes).size).toBe(changes.length);
    }
  }, 240_000);
});
