import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaMissing } from '@callmesh/testing';
import { checkHistory, nothingSilent, type Acknowledged } from '@callmesh/testing/faults';
import { between } from './support/calm.js';
import { recreateTopic, resetToEarliest, stormOf } from './support/group-faults.js';
import { startKafkaSystem, type KafkaSystem } from './support/kafka-system.js';
import { parkedIn } from './support/parked.js';
import { sendPoison } from './support/poison.js';
import { rebuildReadModels } from './support/read-models.js';
import { scenario, type ScenarioRun } from './support/scenario.js';
import { standstill, told as toldOf } from './support/standstill.js';
import { handIn, told, transcripts } from './support/traffic.js';
import { judge, sizes, untilRest } from './support/verdict.js';

const missing = kafkaMissing();
const CALLS = Number(process.env.FAULT_CALLS ?? 200);
const KILLS = Number(process.env.FAULT_KILLS ?? 24);
const FEW = Math.ceil(CALLS / 5);

// One system for all of it: what a fault leaves behind is the next one's ground, and the history is judged from its beginning every time.
describe('on Kafka, every service a process of its own', () => {
  let system: KafkaSystem;
  const acknowledged: Acknowledged[] = [];
  let taken = 0;

  beforeAll(async () => {
    if (missing === undefined) system = await startKafkaSystem({ seed: 1 });
  }, 480_000);
  afterAll(() => system?.close(), 120_000);

  const underFire = async (run: ScenarioRun, calls: number, breakIt: () => Promise<void>): Promise<void> => {
    const { fleet } = system;
    const traffic = handIn(await transcripts(calls, taken), fleet.intake);
    taken += calls;
    try {
      await breakIt();
    } finally {
      system.heal();
    }
    await traffic.done;
    acknowledged.push(...traffic.acknowledged);
    const since = Date.now();
    await untilRest(fleet, 240_000);
    const restMs = Date.now() - since;
    const { history, violations } = await judge(fleet, acknowledged);
    run.observe(`${calls} calls; in all ${sizes(history)}; ${told(traffic)}; at rest ${(restMs / 1_000).toFixed(1)} s after the fault and the last upload`);
    expect(violations).toEqual([]);
    expect(traffic.acknowledged).toHaveLength(calls);
  };

  scenario({
    fault: `every service is killed at random while ${CALLS} calls flow`,
    injected: `SIGKILL to a service process that the seed draws, ${KILLS} times, each started again`,
    missing,
    run: (run) =>
      underFire(run, CALLS, async () => {
        const { instances } = system.fleet;
        const since = Date.now();
        for (let kill = 0; kill < KILLS; kill += 1) {
          await between(run.random, 0, 1_000);
          // Each once, then by the dice.
          await instances[kill < instances.length ? kill : Math.floor(run.random() * instances.length)]?.crash();
        }
        const most = (of: (instance: (typeof instances)[number]) => number): string => (Math.max(...instances.map(of)) / 1_000).toFixed(1);
        run.observe(`${KILLS} kills in ${Math.round((Date.now() - since) / 1_000)} s; the slowest start ${most(({ slowestStartMs }) => slowestStartMs)} s, the longest wait of one that listened ${most(({ longestWaitMs }) => longestWaitMs)} s`);
      }),
  });

  scenario({
    fault: 'the broker stalls for 7 s',
    injected: 'SIGSTOP to Kafka, SIGCONT after 7 s',
    missing,
    run: (run) =>
      underFire(run, FEW, async () => {
        await between(run.random, 200, 2_000);
        system.kafka.stop();
        await sleep(7_000);
        system.kafka.cont();
      }),
  });

  scenario({
    fault: 'the broker stalls for 40 s',
    injected: 'SIGSTOP to Kafka, SIGCONT after 40 s: longer than every session',
    missing,
    run: (run) =>
      underFire(run, FEW, async () => {
        await between(run.random, 200, 2_000);
        system.kafka.stop();
        await sleep(40_000);
        system.kafka.cont();
      }),
  });

  scenario({
    fault: 'the broker is killed',
    injected: 'SIGKILL to Kafka, started again on its data',
    missing,
    run: (run) =>
      underFire(run, FEW, async () => {
        await between(run.random, 200, 2_000);
        await system.kafka.kill();
        await between(run.random, 0, 3_000);
        await system.kafka.start();
      }),
  });

  scenario({
    fault: 'connections to the broker are half-open',
    injected: 'the proxy swallows what is sent on every open connection for 15 s and says nothing; then they are cut',
    missing,
    run: (run) =>
      underFire(run, FEW, async () => {
        await between(run.random, 200, 2_000);
        system.proxies[0]?.become({ halfOpen: true });
        await sleep(15_000);
        system.proxies[0]?.become({});
        system.proxies[0]?.cut();
      }),
  });

  scenario({
    fault: 'the network to the broker is slow, and connections are cut',
    injected: 'the proxy delays every packet by 120 ms for 20 s and cuts all connections four times',
    missing,
    run: (run) =>
      underFire(run, FEW, async () => {
        system.proxies[0]?.become({ delayMs: 120 });
        for (let cut = 0; cut < 4; cut += 1) {
          await between(run.random, 2_000, 7_000);
          system.proxies[0]?.cut();
        }
      }),
  });

  scenario({
    fault: 'a rebalance storm',
    injected: 'a foreign member joins or leaves the groups of insights and human-review every 2 s for a minute, and takes messages that it never commits',
    missing,
    run: (run) => underFire(run, FEW, () => stormOf(system.kafka.brokers, ['insights', 'human-review'], 60_000)),
  });

  scenario({
    fault: 'offsets of every group are reset',
    injected: 'all services stopped by SIGTERM, every group set to the earliest offset, all started: everything comes again',
    missing,
    run: async (run) => {
      const { fleet } = system;
      const before = await judge(fleet, acknowledged);
      await Promise.all(fleet.instances.map((instance) => instance.stop()));
      await resetToEarliest(system.kafka.brokers);
      await Promise.all(fleet.instances.map((instance) => instance.start()));
      await underFire(run, 10, () => Promise.resolve());
      const after = await judge(fleet, acknowledged);
      const old = new Set(before.history.stored.map(({ id }) => id));
      const calls = new Set(before.history.stored.map(({ conversationId }) => conversationId));
      // Nothing new of an old call: no event, no effect.
      expect(after.history.stored.filter(({ id, conversationId }) => calls.has(conversationId) && !old.has(id))).toEqual([]);
      run.observe(`${before.history.published.length} messages came again and made no event of the ${calls.size} calls before`);
    },
  });

  scenario({
    fault: 'messages that nobody can process',
    injected: 'an outside producer sends a wrong magic byte, an unknown schema id, bytes that are no Avro, and a good event whose handler throws, each under a key of its own, while calls flow',
    missing,
    run: async (run) => {
      const { fleet, kafka } = system;
      const since = Date.now();
      const poison = await sendPoison(kafka.brokers);
      await underFire(run, 10, () => Promise.resolve());
      const still = await standstill('messages are parked', ['parked'], () => fleet.instances, since);
      const parked = await parkedIn(fleet);
      run.observe(`parked: ${parked.map(({ group, code }) => `${group} ${code}`).sort().join(', ')}; ${toldOf(still)}`);
      // The thread of insights takes what human-review has no action for.
      for (const { key, code } of poison) {
        expect({ code, parkedBy: parked.filter((one) => one.key === key).map(({ group }) => group).sort() }).toEqual({ code, parkedBy: code === 'ACTION' ? ['human-review'] : ['human-review', 'insights'] });
      }
      expect(parked).toHaveLength(7);
      expect(nothingSilent([still])).toEqual([]);
      for (const { group, id } of parked) expect((await fleet.call(group, 'DELETE', `/api/v1/parked/${group}/${id}?reason=poison`)).status).toBe(204);
    },
  });

  scenario({
    fault: 'read models are rebuilt from zero after all of this',
    injected: 'POST /projections/{insights,human-review}/rebuild: what the broker feeds, and the queue, which commits with the events',
    missing,
    run: async (run) => {
      const { fleet } = system;
      const projections = await rebuildReadModels(fleet, (service) => fleet.call(service, 'POST', `/api/v1/projections/${service}/rebuild`));
      const { violations } = await judge(fleet, acknowledged, { projections });
      run.observe(projections.map(({ name, rebuilt }) => `${name}: ${rebuilt.split('\n').length} rows equal`).join(', '));
      expect(violations).toEqual([]);
    },
  });

  scenario({
    fault: 'a topic is deleted and made anew',
    injected: 'the topic insights is deleted at rest with all its messages, and created again as declared; then calls flow',
    missing,
    run: async (run) => {
      const { fleet, kafka } = system;
      const before = await judge(fleet, acknowledged);
      await recreateTopic(kafka.brokers, 'insights');
      const traffic = handIn(await transcripts(20, taken), fleet.intake);
      taken += 20;
      await traffic.done;
      acknowledged.push(...traffic.acknowledged);
      await untilRest(fleet, 240_000);
      const { history } = await judge(fleet, acknowledged);
      // What was on the old topic had been heard; the checker gets it back.
      const published = [...before.history.published.filter(({ topic }) => topic === 'insights'), ...history.published];
      run.observe(`${before.history.published.filter(({ topic }) => topic === 'insights').length} messages went with the topic, ${history.published.filter(({ topic }) => topic === 'insights').length} are on the new one; ${told(traffic)}`);
      expect(checkHistory({ ...history, published })).toEqual([]);
    },
  });
});
