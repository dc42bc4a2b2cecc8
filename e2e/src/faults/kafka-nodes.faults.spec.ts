import { kafkaMissing } from '@callmesh/testing';
import { between } from './support/calm.js';
import { startKafkaSystem, type KafkaSystem } from './support/kafka-system.js';
import { scenario } from './support/scenario.js';
import { handIn, told, transcripts } from './support/traffic.js';
import { judge, sizes, untilRest } from './support/verdict.js';

const CALLS = Math.ceil(Number(process.env.FAULT_CALLS ?? 200) / 4);

describe('on three Kafka nodes', () => {
  let system: KafkaSystem;
  afterAll(() => system?.close(), 120_000);

  scenario({
    fault: 'a leader is lost among three nodes',
    injected: 'every topic with three replicas, two in sync; SIGKILL to a node that the seed draws, and to the next one once the first is back',
    missing: kafkaMissing(),
    run: async (run) => {
      system = await startKafkaSystem({ seed: run.seed }, 3);
      const { fleet, kafka } = system;
      const traffic = handIn(await transcripts(CALLS), fleet.intake, { pauseMs: 200 });
      const first = Math.floor(run.random() * 3);
      for (const node of [first, (first + 1) % 3]) {
        await between(run.random, 1_000, 4_000);
        await kafka.kill(node);
        await between(run.random, 3_000, 8_000);
        await kafka.start(node);
        await between(run.random, 4_000, 6_000);
      }
      await traffic.done;
      const since = Date.now();
      await untilRest(fleet, 240_000);
      const { history, violations } = await judge(fleet, traffic.acknowledged);
      run.observe(`${sizes(history)}; ${told(traffic)}; at rest ${((Date.now() - since) / 1_000).toFixed(1)} s after the last upload and the last fault`);
      expect(violations).toEqual([]);
    },
  });
});
