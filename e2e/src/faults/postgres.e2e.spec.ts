import { between } from './support/calm.js';
import { startEmbedded, type EmbeddedSystem } from './support/embedded.js';
import { scenario } from './support/scenario.js';
import { underFire } from './support/under-fire.js';

describe('Postgres', () => {
  let system: EmbeddedSystem;
  afterEach(() => system.close(), 60_000);

  scenario({
    fault: 'Postgres is killed three times while calls flow',
    injected: 'SIGKILL to the server and every backend; its supervisor starts it again',
    run: async (run) => {
      system = await startEmbedded({ seed: run.seed });
      await underFire(run, system, 30, async () => {
        for (let kill = 0; kill < 3; kill += 1) {
          await between(run.random, 300, 1_800);
          await system.postgres.kill();
        }
      });
    },
  });
});
