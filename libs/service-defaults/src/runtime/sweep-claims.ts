import { claimReferences, sweepClaims as sweep, type Swept } from '@callmesh/claim-check';
import { DomainError } from '@callmesh/event-sourcing';
import type { Environment } from '../config/environment.js';
import { rootLogger } from '../logs/logger.js';
import type { ServiceDefinition } from '../service.js';
import { openObjects } from './open-objects.js';
import { schemaOf } from './schema-of.js';

const DAY_MS = 24 * 3_600_000;
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
  if (!env.DATABASE_URL) throw new DomainError('CONFIG.INCOMPLETE', 'DATABASE_URL is not set: a sweep has to see what every service refers to; give the address of an administrator. In embedded mode callmesh sweeps by itself, once a day.');
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

/** Sweeps once a day while this process lives: for a process that runs all services. @returns how to end that. */
export function sweepDaily(definitions: readonly ServiceDefinition[], env: Environment): () => void {
  const run = (): void => {
    timer = setTimeout(run, DAY_MS).unref();
    sweepClaims(definitions, env, { olderThanHours: GRACE_HOURS }).then(
      ({ looked, orphans, bytes, unfinished }) => rootLogger().info({ looked, removed: orphans.length, bytes, unfinished }, 'swept stored objects that nothing refers to'),
      (error: unknown) => rootLogger().warn({ err: error }, 'the sweep of stored objects failed; the next one is tomorrow'),
    );
  };
  let timer = setTimeout(run, FIRST_MS).unref();
  return () => clearTimeout(timer);
}
