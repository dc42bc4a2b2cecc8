import { DomainError } from '@callmesh/contracts';
import { claimUriOf } from '../references.js';
import type { ObjectStore, StoredObject } from '../store/object-store.port.js';
import type { ClaimReferences } from './claim-references.js';

/** Objects are written before the event that refers to them commits; a younger one may be about to be referred to. */
const YOUNGEST_HOURS = 1;
const BATCH = 500;
/** What is more than this waits for the next sweep. */
const MOST_SUSPECTS = 10_000;
/** More orphans than this, and than this share of all, are rather another installation's objects. */
const FEW = 100;
const SHARE = 0.1;
const HOUR_MS = 3_600_000;

/** What is swept, and how. */
export interface Sweep {
  readonly objects: ObjectStore;
  readonly references: ClaimReferences;
  /** Only objects and uploads that are older; at least 1. */
  readonly olderThanHours: number;
  /** Only tells what it would remove. */
  readonly dryRun?: boolean;
  /** Also when so much would go that the store and the database hardly belong together. */
  readonly force?: boolean;
  /** Aborted: what was not removed until then stays for the next sweep. */
  readonly signal?: AbortSignal;
  /** Ms since the epoch; tests turn it by hand. */
  readonly now?: () => number;
}

/** What a sweep did. */
export interface Swept {
  readonly looked: number;
  /** `claim://…` of what nothing refers to; gone, unless it was a dry run. */
  readonly orphans: readonly string[];
  readonly bytes: number;
  /** Uploads that never ended. */
  readonly unfinished: number;
}

/**
 * Removes objects that no event and no row of any service refers to, and uploads that never ended. They come from transactions that
 * were rolled back and from processes that died between the write of an object and the commit of its event. An object that is young, that
 * was written again since, or of which it is not certain that nothing refers to it, stays.
 * @throws DomainError CLAIMS.GRACE_TOO_SHORT, CLAIMS.UNDECODABLE, CLAIMS.TOO_MANY_ORPHANS
 */
export async function sweepClaims({ objects, references, olderThanHours, dryRun = false, force = false, signal, now = Date.now }: Sweep): Promise<Swept> {
  if (!(olderThanHours >= YOUNGEST_HOURS)) throw new DomainError('CLAIMS.GRACE_TOO_SHORT', `objects younger than ${YOUNGEST_HOURS} hour are never swept: their event may be about to be committed`, { olderThanHours });
  const before = now() - olderThanHours * HOUR_MS;
  let looked = 0;
  const suspects: StoredObject[] = [];
  for await (const batch of batches(objects.list())) {
    signal?.throwIfAborted();
    looked += batch.length;
    suspects.push(...(await unreferenced(batch.filter(({ writtenAt }) => writtenAt < before), (objectsOf) => references.likely(objectsOf))));
    if (suspects.length >= MOST_SUSPECTS) break;
  }
  const orphans = await unreferenced(suspects, (objectsOf) => references.anywhere(objectsOf));
  if (!dryRun && !force && orphans.length > FEW && orphans.length > looked * SHARE) {
    throw new DomainError('CLAIMS.TOO_MANY_ORPHANS', `nothing refers to ${orphans.length} of ${looked} objects: do this store and this database belong to one installation? Nothing was removed. Look at a dry run, then force it`, { orphans: orphans.length, looked });
  }
  const removed: StoredObject[] = [];
  for (const orphan of orphans) {
    signal?.throwIfAborted();
    if (dryRun || (await objects.removeListed(orphan))) removed.push(orphan);
  }
  return {
    looked,
    orphans: removed.map(({ name }) => claimUriOf(name)),
    bytes: removed.reduce((sum, { bytes }) => sum + bytes, 0),
    unfinished: dryRun ? 0 : await objects.removeUnfinished(before),
  };
}

async function unreferenced(objects: readonly StoredObject[], find: (objects: readonly StoredObject[]) => Promise<ReadonlySet<string>>): Promise<StoredObject[]> {
  if (objects.length === 0) return [];
  const referenced = await find(objects);
  return objects.filter(({ name }) => !referenced.has(claimUriOf(name)));
}

async function* batches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
