import type { Database } from '@callmesh/event-sourcing';
import { rootLogger } from '../logs/logger.js';
import { startHousekeeping } from '../runtime/housekeeping.js';
import type { RetentionRunner } from './retention-runner.js';

/** Not right at the start, when everything else begins too. */
const FIRST_MS = 20 * 60_000;

/** What periodic runs work with. */
export interface PeriodicRetention {
  readonly db: Database;
  readonly service: string;
  readonly runner: RetentionRunner;
  /** Hours from one run to the next; 0 for none. */
  readonly everyHours: number;
}

/** Runs a service's retention once in a while, one instance at a time. @returns how to end that. */
export function startRetention({ db, service, runner, everyHours }: PeriodicRetention): () => Promise<void> {
  const log = rootLogger().child({ service });
  return startHousekeeping({
    db,
    name: 'retention',
    everyHours,
    firstMs: FIRST_MS,
    async run(signal) {
      const sums = new Map<string, { removed: number; held: number }>();
      for (const { artifact, removed, held } of await runner.run({ signal })) {
        const sum = sums.get(artifact) ?? { removed: 0, held: 0 };
        sums.set(artifact, { removed: sum.removed + removed, held: sum.held + held });
      }
      log.info({ retired: Object.fromEntries(sums) }, 'retention ran');
    },
    onError: (error) => log.warn({ err: error }, 'retention failed halfway; its next turn goes on from there'),
  });
}
