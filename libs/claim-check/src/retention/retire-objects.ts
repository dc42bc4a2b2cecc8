import type { ObjectName } from '../claim-check.port.js';
import { claimUriOf } from '../references.js';
import type { ObjectStore, StoredObject } from '../store/object-store.port.js';
import { artifactOfObject, type RetentionArtifact } from './artifacts.js';
import type { Retention, RetireOptions } from './retention.js';

const BATCH = 500;

/** What is looked through, and how. */
interface ObjectRetirement extends RetireOptions {
  readonly objects: ObjectStore;
  readonly retention: Retention;
  /** Which tenants' objects. */
  readonly tenants: ReadonlySet<string>;
  /** What was written before that time is due; null: nothing is. */
  dueBefore(tenantId: string, artifact: RetentionArtifact): Promise<Date | null>;
  readonly actor: string;
}

/** One object whose time is over. */
interface RetiredObject {
  readonly name: ObjectName;
  readonly uri: string;
  readonly artifact: RetentionArtifact;
  readonly isHeld: boolean;
}

/**
 * Goes through the whole store and removes objects that are older than their period, each after its line in the audit. What is on hold,
 * or was written again since it was listed, stays. Stopped halfway, the next run goes on with what is left.
 * @returns batches of what was due, also in a dry run.
 */
export async function* retireObjects({ objects, retention, tenants, dueBefore, actor, dryRun, signal }: ObjectRetirement): AsyncGenerator<RetiredObject[]> {
  const isDue = async ({ name, writtenAt }: StoredObject): Promise<RetentionArtifact | null> => {
    const artifact = tenants.has(name.tenantId) ? artifactOfObject(name.artifact) : null;
    const before = artifact && (await dueBefore(name.tenantId, artifact));
    return before && writtenAt < before.getTime() ? artifact : null;
  };
  let batch: { object: StoredObject; artifact: RetentionArtifact }[] = [];
  const settle = async (): Promise<RetiredObject[]> => {
    const settled: RetiredObject[] = [];
    const held = await heldAmong(retention, batch.map(({ object }) => object.name));
    for (const { object, artifact } of batch) {
      signal.throwIfAborted();
      const uri = claimUriOf(object.name);
      const isHeld = held.has(`${object.name.tenantId}/${object.name.conversationId}`);
      if (!isHeld && !dryRun) {
        await retention.noteObject(object.name, uri, actor);
        if (!(await objects.removeListed(object))) continue;
      }
      settled.push({ name: object.name, uri, artifact, isHeld });
    }
    batch = [];
    return settled;
  };
  for await (const object of objects.list()) {
    signal.throwIfAborted();
    const artifact = await isDue(object);
    if (artifact) batch.push({ object, artifact });
    if (batch.length >= BATCH) yield await settle();
  }
  if (batch.length > 0) yield await settle();
}

async function heldAmong(retention: Retention, names: readonly ObjectName[]): Promise<Set<string>> {
  const held = new Set<string>();
  for (const tenantId of new Set(names.map((name) => name.tenantId))) {
    const conversations = [...new Set(names.filter((name) => name.tenantId === tenantId).map(({ conversationId }) => conversationId))];
    for (const conversation of await retention.heldOf(tenantId, conversations)) held.add(`${tenantId}/${conversation}`);
  }
  return held;
}
