import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { seeded } from '@callmesh/testing/faults';

const LIMIT_MS = 600_000;

/** A scenario at work. */
export interface ScenarioRun {
  readonly seed: number;
  /** Numbers from 0 to 1 that the seed alone decides. */
  readonly random: () => number;
  /** Told in a few words with its numbers; goes into the account of the run. */
  observe(what: string): void;
}

/** What a scenario is. */
export interface Scenario {
  /** The fault. */
  readonly fault: string;
  /** How it is brought about, from outside. */
  readonly injected: string;
  /** Why it cannot run here; undefined when it can. With CI=true it runs, and fails. */
  readonly missing?: string | undefined;
  run(scenario: ScenarioRun): Promise<void>;
}

/** Registers a scenario as a test. Its seed is `FAULT_SEED`, else drawn; it is printed, and the same seed breaks the same things. */
export function scenario({ fault, injected, missing, run }: Scenario): void {
  if (missing !== undefined && process.env.CI !== 'true') {
    it.skip(`${fault} (left out: ${missing})`, () => undefined);
    return;
  }
  it(fault, async () => {
    const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 1_000_000));
    process.stderr.write(`${fault}: FAULT_SEED=${seed}\n`);
    const observed: string[] = [];
    const began = Date.now();
    let ended = 'failed';
    try {
      await run({ seed, random: seeded(seed), observe: (what) => observed.push(what) });
      ended = 'held';
    } finally {
      await record({ fault, injected, observed: observed.join('; '), seed, ended, seconds: Math.round((Date.now() - began) / 1_000) });
    }
  }, LIMIT_MS);
}

/** Where `npm run test:faults` asks for it, every run leaves a line. */
async function record(line: object): Promise<void> {
  const file = process.env.FAULT_RECORD;
  if (!file) return;
  await mkdir(path.dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(line)}\n`);
}
