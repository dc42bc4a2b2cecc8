import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded, type EmbeddedSystem } from './support/embedded.js';
import { scenario, type ScenarioRun } from './support/scenario.js';
import { handIn, told, transcripts } from './support/traffic.js';
import { judge, sizes, untilRest } from './support/verdict.js';

describe('Postgres', () => {
  let system: EmbeddedSystem;
  afterEach(() => system.close(), 60_000);

  /** Calls flow, Postgres is broken meanwhile, and afterwards everything is as it should be. */
  const underFire = async (run: ScenarioRun, calls: number, breakIt: () => Promise<void>): Promise<void> => {
    system = await startEmbedded({ seed: run.seed });
    const traffic = handIn(await transcripts(calls), system.intake);
    await breakIt();
    await traffic.done;
    const since = Date.now();
    await untilRest(system);
    const { history, violations } = await judge(system, traffic.acknowledged);
    run.observe(`${sizes(history)}; ${told(traffic)}; at rest ${((Date.now() - since) / 1_000).toFixed(1)} s after the last upload`);
    expect(violations).toEqual([]);
    expect(traffic.acknowledged).toHaveLength(calls);
  };

  scenario({
    fault: 'Postgres is killed three times while calls flow',
    injected: 'SIGKILL to the server and every backend; its supervisor starts it again',
    run: (run) =>
      underFire(run, 60, async () => {
        for (let kill = 0; kill < 3; kill += 1) {
          await sleep(300 + run.random() * 1_500);
          await system.postgres.kill();
        }
      }),
  });

  scenario({
    fault: 'Postgres stalls for 10 s',
    injected: 'SIGSTOP to the server and every backend, SIGCONT after 10 s',
    run: (run) =>
      underFire(run, 30, async () => {
        await sleep(300 + run.random() * 700);
        await system.postgres.pause(10_000);
      }),
  });
});
