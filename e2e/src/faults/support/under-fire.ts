import type { EmbeddedSystem } from './embedded.js';
import { startReviewer, untilReviewed } from './reviewer.js';
import type { ScenarioRun } from './scenario.js';
import { handIn, told, transcripts } from './traffic.js';
import { judge, sizes, untilRest } from './verdict.js';

/** Calls flow and a reviewer approves, something is broken meanwhile, and afterwards everything is as it should be. */
export async function underFire(run: ScenarioRun, system: EmbeddedSystem, calls: number, breakIt: () => Promise<void>): Promise<void> {
  const reviewer = startReviewer(system.ask);
  const traffic = handIn(await transcripts(calls), system.intake);
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
    `${sizes(history)}: ${count('made')} made, ${count('unchanged')} found as wanted, ${count('refused')} refused, ${count('uncertain')} given to a person as uncertain; ${told(traffic)}; at rest ${((Date.now() - since) / 1_000).toFixed(1)} s after the last upload`,
  );
  expect(violations).toEqual([]);
  expect(traffic.acknowledged).toHaveLength(calls);
  expect(count('made')).toBeGreaterThan(calls);
}
