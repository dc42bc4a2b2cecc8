import { setTimeout as sleep } from 'node:timers/promises';
import { nothingSilent } from '@callmesh/testing/faults';
import { between } from './support/calm.js';
import { startEmbedded, type EmbeddedSystem } from './support/embedded.js';
import { scenario } from './support/scenario.js';
import { standstill, told } from './support/standstill.js';
import { underFire } from './support/under-fire.js';

const DOWN_MS = Number(process.env.CRM_DOWN_MS ?? 300_000);

describe('the CRM', () => {
  let system: EmbeddedSystem;
  afterEach(() => system.close(), 60_000);

  scenario({
    fault: 'the CRM has no unique keys, cuts after its commit, and its index lags',
    injected: 'demo-crm refuses unique properties, cuts 25 % of the connections after the commit, its search lags 1–3 s',
    run: async (run) => {
      system = await startEmbedded({ seed: run.seed, habits: { refuseUniqueProperties: true, cutAfterCommit: 0.25, searchLagMs: [1_000, 3_000] } });
      await underFire(run, system, 30, () => Promise.resolve());
    },
  });

  scenario({
    fault: `the CRM is down for ${DOWN_MS / 1_000} s`,
    injected: 'demo-crm refuses every connection, then answers again',
    run: async (run) => {
      system = await startEmbedded({ seed: run.seed });
      await underFire(run, system, 30, async () => {
        await between(run.random, 0, 1_500);
        system.crm.setHabits({ down: 'unreachable' });
        const since = Date.now();
        const still = await standstill('the CRM is down', ['job', 'dependency'], () => [system.process()], since);
        run.observe(told(still));
        await sleep(Math.max(0, since + DOWN_MS - Date.now()));
        system.crm.setHabits({ down: 'no' });
        expect(nothingSilent([still])).toEqual([]);
      });
    },
  });
});
