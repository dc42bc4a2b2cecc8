import { DestinationUnavailable, Refused } from '../../domain/destination.errors.js';
import type { FieldChange } from '@callmesh/contracts';
import type { EffectMemory } from '../../ports/destination.port.js';

/** Runs a write with its trace in the memory: begun before it leaves, and how it ended where no answer came. */
export async function written<T>(memory: EffectMemory, changes: readonly FieldChange[], write: () => Promise<T>): Promise<T> {
  const before = await memory.earlier();
  await memory.begin(changes);
  try {
    return await write();
  } catch (error) {
    const surelyNot = error instanceof Refused || (error instanceof DestinationUnavailable && error.unanswered === 'not-done');
    // An earlier write that may have been done stays in doubt, whatever became of this one.
    if (surelyNot && !before) await memory.notDone();
    if (error instanceof DestinationUnavailable && error.unanswered === 'timed-out') await memory.timedOut();
    throw error;
  }
}

/** Fields as they become, from nothing. */
export function madeOf(properties: Readonly<Record<string, string>>): FieldChange[] {
  return Object.entries(properties).map(([field, after]) => ({ field, before: null, after }));
}
