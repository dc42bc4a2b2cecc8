import { Refused } from '../../domain/destination.errors.js';
import type { Applied, Effect } from '../../domain/effect.js';
import type { EffectRun } from '../../ports/destination.port.js';
import type { KnownRecord, Properties } from './hubspot-mapping.js';
import type { HubSpotObjects } from './hubspot-objects.js';
import { written } from './written.js';

/**
 * Sets one property of a record that is there: found by its business key, read live (the index lags), and only then written.
 * HubSpot has no conditional write; between reading and writing lies one round trip.
 */
export async function changeRecord(objects: HubSpotObjects, effect: Effect, record: KnownRecord, contactId: string, marks: Properties, run: EffectRun): Promise<Applied> {
  const { change: type, property, value } = record;
  const id = await findByKey(objects, effect, record, run);
  await assertOwnedBy(objects, record, id, contactId, run);
  const live = await objects.get(run, type, id, [property]);
  const current = live?.properties[property] ?? null;
  const earlier = await run.memory.earlier();
  if (current === value) {
    // As wanted: by our own earlier write, or by somebody else.
    const ours = earlier !== undefined && earlier.changes.length > 0;
    return { object: type, objectId: id, operation: ours ? 'updated' : 'unchanged', changes: ours ? earlier.changes : [] };
  }
  if (current !== null && record.tooLate.includes(current)) {
    throw new Refused('CRM.TOO_LATE', `${record.called} ${effect.objectKey ?? ''} is already ${current} in HubSpot: it can no longer become ${value}`);
  }
  const changes = [{ field: property, before: current, after: value }];
  await written(run.memory, changes, () => objects.patch(run, type, id, { [property]: value, ...marks }));
  return { object: type, objectId: id, operation: 'updated', changes };
}

async function findByKey(objects: HubSpotObjects, { objectKey }: Effect, { change, keyProperty, called }: KnownRecord, run: EffectRun): Promise<string> {
  const code = called.toUpperCase();
  if (objectKey === null) throw new Refused(`CRM.NO_${code}`, `nothing says which ${called} is meant: amend it with its key`);
  const found = await objects.search(run, change, [{ propertyName: keyProperty, operator: 'EQ', value: objectKey }]);
  const [id, ...others] = found;
  if (id === undefined) throw new Refused(`CRM.NO_${code}`, `HubSpot has no ${called} ${objectKey}: amend it with the right one, or reject`);
  if (others.length > 0) throw new Refused(`CRM.SEVERAL_${code}S`, `${found.length} ${change} in HubSpot have the number ${objectKey} (${found.join(', ')}): change the right one there`);
  return id;
}

/** A caller changes nothing that belongs to somebody else. */
async function assertOwnedBy(objects: HubSpotObjects, { change, called }: KnownRecord, id: string, contactId: string, run: EffectRun): Promise<void> {
  const owners = await objects.linked(run, change, id, 'contacts');
  if (owners.length > 0 && !owners.includes(contactId)) {
    throw new Refused('CRM.OTHER_CONTACT', `this ${called} belongs to another contact (${owners.join(', ')}) than the caller (${contactId}): name the contact it is for, or reject`);
  }
}
