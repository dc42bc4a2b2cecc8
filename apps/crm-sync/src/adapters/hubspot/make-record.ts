import { DestinationUnavailable, OutcomeUncertain } from '../../domain/destination.errors.js';
import type { Applied, Effect } from '../../domain/effect.js';
import type { EffectRun } from '../../ports/destination.port.js';
import { EFFECT_KEY, type NewRecord, type Properties } from './hubspot-mapping.js';
import type { HubSpotObjects } from './hubspot-objects.js';
import { madeOf, written } from './written.js';

/** Pause between two looks into an index that may lag, ms. */
const LOOK_AGAIN_MS = 1_000;

/** By unique key: HubSpot itself keeps it to one record, so the same write may be sent again at any time. */
export async function makeByUniqueKey(objects: HubSpotObjects, effect: Effect, record: NewRecord, marks: Properties, run: EffectRun): Promise<Applied> {
  const properties = { ...record.properties, ...marks };
  const earlier = await run.memory.earlier();
  const { id, isNew } = await written(run.memory, madeOf(properties), () => objects.upsert(run, record.make, EFFECT_KEY, effect.key, properties));
  // Not new, and begun before: our own write of which we had no answer.
  if (isNew || earlier) return { object: record.make, objectId: id, operation: 'created', changes: madeOf(properties) };
  return { object: record.make, objectId: id, operation: 'unchanged', changes: [] };
}

/** Without a unique key: what may have been written is looked for, past the index's lag, before anything is written again. */
export async function makeByReadingBack(
  objects: HubSpotObjects,
  effect: Effect,
  record: NewRecord,
  marks: Properties,
  run: EffectRun,
  searchLagMs: number,
): Promise<Applied> {
  const properties = { ...record.properties, ...marks, [EFFECT_KEY]: effect.key };
  const earlier = await run.memory.earlier();
  const [found, ...more] = await objects.search(run, record.make, [{ propertyName: EFFECT_KEY, operator: 'EQ', value: effect.key }]);
  if (more.length > 0) throw new OutcomeUncertain('CRM.SEVERAL_EFFECTS', `HubSpot holds ${more.length + 1} ${record.make} for this action: remove all but ${found ?? 'one'}`);
  if (found !== undefined) {
    return { object: record.make, objectId: found, operation: earlier ? 'created' : 'unchanged', changes: earlier ? madeOf(properties) : [] };
  }
  if (earlier) {
    const left = searchLagMs - earlier.agoMs;
    if (left > 0) throw new DestinationUnavailable("waiting for HubSpot's search index before writing again", 'not-done', { retryAfterMs: Math.min(left, LOOK_AGAIN_MS) });
    // The index had its time, but a write without an answer may still be on its way; only a person may decide to write again.
    if (earlier.timedOut && earlier.actionId === effect.actionId) {
      throw new OutcomeUncertain('CRM.OUTCOME_UNCERTAIN', `HubSpot did not answer when the ${record.make} record was written, and does not show one: look there, then approve to write it, or reject`);
    }
  }
  const { id } = await written(run.memory, madeOf(properties), () => objects.create(run, record.make, properties));
  return { object: record.make, objectId: id, operation: 'created', changes: madeOf(properties) };
}
