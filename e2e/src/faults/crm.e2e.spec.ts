import { setTimeout as sleep } from 'node:timers/promises';
import type { BadHabits } from '@callmesh/demo-crm';
import { startEmbedded, type EmbeddedSystem } from './support/embedded.js';
import { startReviewer, untilReviewed } from './support/reviewer.js';
import { scenario, type ScenarioRun } from './support/scenario.js';
import { handIn, told, transcripts } from './support/traffic.js';
import { judge, sizes, untilRest } from './support/verdict.js';

const CALLS = 30;
const DOWN_MS = Number(process.env.CRM_DOWN_MS ?? 8_000);

describe('the CRM', () => {
  let system: EmbeddedSystem;
  afterEach(() => system.close(), 60_000);

  const underFire = async (run: ScenarioRun, habits: Partial<BadHabits>, breakIt: () => Promise<void>): Promise<void> => {
    system = await startEmbedded({ seed: run.seed, habits });
    const reviewer = startReviewer(system.ask);
    const traffic = handIn(await transcripts(CALLS), system.intake);
    await breakIt();
    await traffic.done;
    const since = Date.now();
    await untilRest(system);
    await untilReviewed(system.ask);
    await reviewer.leave();
    await untilRest(system);
    const { history, violations } = await judge(system, [...traffic.acknowledged, ...reviewer.acknowledged]);
    const ends = history.decided.flatMap(({ outcomes }) => outcomes);
    const count = (end: string): number => ends.filter((one) => one === end).length;
    run.observe(
      `${sizes(history)}: ${count('made')} made, ${count('unchanged')} already so, ${count('refused')} refused, ${count('uncertain')} given to a person as uncertain; ${told(traffic)}; at rest ${((Date.now() - since) / 1_000).toFixed(1)} s after the last upload`,
    );
    expect(violations).toEqual([]);
    expect(count('made')).toBeGreaterThan(CALLS);
  };

  scenario({
    fault: 'the CRM answers after its commit with a cut, and asks for patience',
    injected: 'demo-crm cuts 40 % of the connections after the commit, answers 10 % with 429 and Retry-After 1 s, its search lags up to 3 s',
    run: (run) => underFire(run, { cutAfterCommit: 0.4, rateLimit: 0.1, retryAfterSeconds: 1, searchLagMs: [0, 3_000] }, () => Promise.resolve()),
  });

  scenario({
    fault: 'the CRM has no unique keys, cuts after its commit, and its index lags',
    injected: 'demo-crm refuses unique properties, cuts 25 % of the connections after the commit, its search lags 1–3 s',
    run: (run) => underFire(run, { refuseUniqueProperties: true, cutAfterCommit: 0.25, searchLagMs: [1_000, 3_000] }, () => Promise.resolve()),
  });

  scenario({
    fault: `the CRM is down for ${DOWN_MS / 1_000} s`,
    injected: 'demo-crm refuses every connection, then answers again',
    run: (run) =>
      underFire(run, {}, async () => {
        await sleep(run.random() * 1_500);
        system.crm.setHabits({ down: 'unreachable' });
        await sleep(DOWN_MS);
        system.crm.setHabits({ down: 'no' });
      }),
  });
});
