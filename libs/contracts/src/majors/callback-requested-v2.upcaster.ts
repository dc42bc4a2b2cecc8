import type { CallbackRequestedV1, CallbackRequestedV2 } from '../generated/events.js';

/**
 * `callback.requested` v1 → v2. Two fields that had to agree become one; the precision of the spoken time, which lay among the
 * entities, is promoted to it (v1 gives a day without an hour an hour of its own); "requested by the agent" gets its right name.
 */
export function callbackRequestedV2({ requestedBy, dueAt, duePhrase, ...kept }: CallbackRequestedV1): CallbackRequestedV2 {
  const said = dueAt !== null || duePhrase !== null;
  const iso = kept.entities.find(({ kind }) => kind === 'date')?.value ?? null;
  return {
    ...kept,
    origin: requestedBy === 'agent' ? 'promised' : 'asked',
    due: said ? { at: dueAt, iso, timeZone: kept.call.timeZone, phrase: duePhrase } : null,
  };
}
