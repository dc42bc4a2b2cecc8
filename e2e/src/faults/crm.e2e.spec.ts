import { startEmbedded, type EmbeddedSystem } from './support/embedded.js';
import { scenario } from './support/scenario.js';
import { underFire } from './support/under-fire.js';

describe('the CRM', () => {
  let system: EmbeddedSystem;
  afterEach(() => system.close(), 60_000);

  scenario({
    fault: 'the CRM cuts after its commit, and asks for patience',
    injected: 'demo-crm cuts 30 % of the connections after the commit, answers 5 % with 429 and Retry-After 1 s, its search lags up to 2 s',
    run: async (run) => {
      system = await startEmbedded({ seed: run.seed, habits: { cutAfterCommit: 0.3, rateLimit: 0.05, retryAfterSeconds: 1, searchLagMs: [0, 2_000] } });
      await underFire(run, system, 20, () => Promise.resolve());
    },
  });
});
