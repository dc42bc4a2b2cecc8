import type { Tx } from '@callmesh/event-sourcing';
import type { Jobs } from '@callmesh/jobs';
import { insertErasure, readErasures, type ErasureRecord, type ErasureRequest } from '../../adapters/tables/erasures-table.js';

/** Kinds of the two jobs of an erasure. */
export const ERASE = 'erase';
export const FINISH_ERASURE = 'finish-erasure';

/** Payload of both. */
export interface OfErasure {
  readonly erasureId: string;
}

/**
 * Records an erasure and the job that does it, each once.
 * @param jobId another one has an erasure done again that is recorded already.
 */
export async function askForErasure(tx: Tx, jobs: Jobs, request: ErasureRequest, conversationIds: readonly string[], jobId = request.id): Promise<void> {
  await insertErasure(tx, request, conversationIds);
  await jobs.enqueue(tx, { id: jobId, kind: ERASE, conversationId: request.id, payload: { erasureId: request.id } });
}

/** @throws when there is none: its jobs were recorded with it. */
export async function requestOf(tx: Tx, erasureId: string): Promise<ErasureRecord> {
  const [record] = await readErasures(tx, erasureId);
  if (!record) throw new Error(`there is no erasure ${erasureId}`);
  return record;
}
