import { Refused } from '../../domain/destination.errors.js';
import type { RemovedRecord, WrittenRecord } from '../../ports/destination.port.js';
import type { Guard } from './hubspot-client.js';
import { CONVERSATION, EVIDENCE, QUOTE } from './hubspot-mapping.js';
import type { HubSpotObjects } from './hubspot-objects.js';

/** HubSpot keeps an archived record for so long (knowledge.hubspot.com, "Restore deleted records"). */
const ARCHIVED_DAYS = 90;
const DAY_MS = 86_400_000;

/** Records that callmesh makes, and what of them is text. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  calls: ['hs_call_title', 'hs_call_body', QUOTE, EVIDENCE],
  tickets: ['content', QUOTE, EVIDENCE],
  tasks: ['hs_task_body', QUOTE, EVIDENCE],
};
/** Records that were there before and stay: only what callmesh left on them goes. */
const MARKED = ['orders', 'invoices'] as const;
const MARKS = [CONVERSATION, EVIDENCE, QUOTE];

/**
 * Removes what callmesh wrote of a conversation. Records that it made are emptied and then archived; from others its marks are taken.
 * @param known records of which it is remembered; what bears the conversation's id is found too, once the search index shows it.
 * @returns what became of each; a refusal is told, not thrown.
 */
export async function forgetRecords(objects: HubSpotObjects, conversationId: string, known: readonly WrittenRecord[], guard: Guard): Promise<RemovedRecord[]> {
  const removed: RemovedRecord[] = [];
  for (const object of [...Object.keys(MADE), ...MARKED]) {
    const remembered = known.filter((record) => record.object === object).map(({ objectId }) => objectId);
    const ids = new Set([...remembered, ...(await bearing(objects, object, conversationId, guard))]);
    for (const objectId of ids) removed.push(await forgetRecord(objects, { object, objectId }, guard));
  }
  return removed;
}

/** The property may not exist there, when nothing was ever written: then nothing bears it. */
async function bearing(objects: HubSpotObjects, object: string, conversationId: string, guard: Guard): Promise<string[]> {
  try {
    return await objects.search(guard, object, [{ propertyName: CONVERSATION, operator: 'EQ', value: conversationId }]);
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  }
}

async function forgetRecord(objects: HubSpotObjects, record: WrittenRecord, guard: Guard): Promise<RemovedRecord> {
  const { object, objectId } = record;
  const made = MADE[object];
  try {
    const live = await objects.get(guard, object, objectId, made ?? MARKS);
    if (!live) return { ...record, outcome: 'gone' };
    const filled = (made ?? MARKS).filter((name) => live.properties[name]);
    // Emptied first: an archived record can be restored for a while.
    if (filled.length > 0) await objects.patch(guard, object, objectId, Object.fromEntries(filled.map((name) => [name, ''])));
    if (!made) return { ...record, outcome: 'cleared' };
    await objects.archive(guard, object, objectId);
    return { ...record, outcome: 'archived', goneBy: new Date(Date.now() + ARCHIVED_DAYS * DAY_MS).toISOString() };
  } catch (error) {
    if (error instanceof Refused) return { ...record, outcome: 'refused', code: error.code };
    throw error;
  }
}
