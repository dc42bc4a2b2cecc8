import { claimReferences, grantedReferences, sweepClaims as sweep, type ObjectStore, type Swept } from '@callmesh/claim-check';
import { DomainError, type ServiceName } from '@callmesh/contracts';
import type { Database } from '@callmesh/event-sourcing';
import type { Environment } from '../config/environment.js';
import { rootLogger } from '../logs/logger.js';
import type { ServiceDefinition } from '../service.js';
import { startHousekeeping } from './housekeeping.js';
import { openObjects } from './open-objects.js';
import { schemaOf } from './schema-of.js';

/** Not right at the start, when everything else begins too. */
const FIRST_MS = 15 * 60_000;
const GRACE_HOURS = 24;

/** How to sweep. */
export interface SweepOptions {
  readonly olderThanHours: number;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

/**
 * Removes stored objects that no event and no row of these services refers to.
 * @param definitions every service that uses the store: objects of one that is left out would count as orphans.
 * @throws DomainError `CONFIG.INCOMPLETE` without the administrator's address, and those of the sweep.
 */
export async function sweepClaims(definitions: readonly ServiceDefinition[], env: Environment, options: SweepOptions): Promise<Swept> {
  if (!env.DATABASE_URL) throw new DomainError('CONFIG.INCOMPLETE', 'DATABASE_URL is not set: a sweep has to see what every service refers to; give the address of an administrator. Service ingestion sweeps by itself, once a day (CALLMESH_SWEEP_HOURS).');
  const { objects, close } = await openObjects(env);
  try {
    const references = await claimReferences(env.DATABASE_URL, definitions.map(({ name }) => schemaOf(name)));
    try {
      return await sweep({ objects, references, ...options });
    } finally {
      await references.close();
    }
  } finally {
    close();
  }
}

/** The service that sweeps, in whatever process it runs: audio is its own, and most objects are audio. */
export const SWEEPER: ServiceName = 'ingestion';

/** What periodic sweeps work with. */
export interface Sweeps {
  readonly db: Database;
  readonly objects: ObjectStore;
  /** Hours from one sweep to the next; 0 for none. */
  readonly everyHours: number;
}

/** Sweeps once in a while, one instance of the service at a time. @returns how to end that. */
export function startSweeps({ db, objects, everyHours }: Sweeps): () => Promise<void> {
  const log = rootLogger().child({ service: SWEEPER });
  return startHousekeeping({
    db,
    name: 'sweep of stored objects',
    everyHours,
    firstMs: FIRST_MS,
    async run(signal) {
      const { looked, orphans, bytes, unfinished } = await sweep({ objects, references: grantedReferences(db), olderThanHours: GRACE_HOURS, signal });
      log.info({ looked, removed: orphans.length, bytes, unfinished }, 'swept stored objects that nothing refers to');
    },
    onError: (error) => log.warn({ err: error }, 'the sweep of stored objects failed; its next turn comes'),
  });
}
