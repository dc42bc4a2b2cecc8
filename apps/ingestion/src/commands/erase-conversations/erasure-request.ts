import type { Tx } from '@callmesh/event-sourcing';
import { readErasures, type ErasureRecord } from '../../adapters/tables/erasures-table.js';

/** Kinds of the two jobs of an erasure. */
export const ERASE = 'erase';
export const FINISH_ERASURE = 'finish-erasure';

/** Payload of both. */
export interface OfErasure {
  readonly erasureId: string;
}

/** @throws when there is none: its jobs were recorded with it. */
export async function requestOf(tx: Tx, erasureId: string): Promise<ErasureRecord> {
  const [record] = await readErasures(tx, erasureId);
  if (!record) throw new Error(`there is no erasure ${erasureId}`);
  return record;
}
