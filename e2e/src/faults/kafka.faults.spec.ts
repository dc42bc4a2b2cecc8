import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaMissing, startKafka, type TestKafka } from '@callmesh/testing';
import { startFleet, type Fleet } from './support/fleet.js';
import { scenario, type ScenarioRun } from './support/scenario.js';
import { handIn, told, transcripts } from './support/traffic.js';
import { judge, sizes, untilRest } from './support/verdict.js';

const missing = kafkaMissing();

describe('on Kafka', () => {
  let kafka: TestKafka;
  let fleet: Fleet;

  afterEach(async () => {
    kafka.cont();
    await fleet.close();
    await kafka.close();
  }, 90_000);

  const underFire = async (run: ScenarioRun, calls: number, breakIt: () => Promise<void>, nodes = 1): Promise<void> => {
    kafka = await startKafka({ nodes });
    fleet = await startFleet({ seed: run.seed, kafka: kafka.brokers });
    const traffic = handIn(await transcripts(calls), fleet.intake);
    const breaking = breakIt();
    await traffic.done;
    await breaking;
    const since = Date.now();
    await untilRest(fleet);
    const { history, violations } = await judge(fleet, traffic.acknowledged);
    run.observe(`${sizes(history)}; ${told(traffic)}; at rest ${((Date.now() - since) / 1_000).toFixed(1)} s after the last upload`);
    expect(violations).toEqual([]);
    expect(traffic.acknowledged).toHaveLength(calls);
  };

  scenario({
    fault: 'every service is killed at random while 200 calls flow',
    injected: 'SIGKILL to a service process drawn by the seed, 24 times, each started again',
    missing,
    run: (run) =>
      underFire(run, 200, async () => {
        for (let kill = 0; kill < 24; kill += 1) {
          await sleep(run.random() * 1_000);
          const victim = fleet.instances[kill < fleet.instances.length ? kill : Math.floor(run.random() * fleet.instances.length)];
          await victim?.crash();
        }
      }),
  });
});
