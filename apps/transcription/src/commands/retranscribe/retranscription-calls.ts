import type { Tx } from '@callmesh/event-sourcing';

/** How a call of a batch ended. */
export type CallEnd = { readonly state: 'made'; readonly version: number } | { readonly state: 'unchanged' } | { readonly state: 'failed'; readonly code: string };

/** Notes what became of one call of a batch. */
export async function noteEnd(tx: Tx, batchId: string, conversationId: string, end: CallEnd): Promise<void> {
  await tx.query('update retranscription_calls set state = $3, version = $4, code = $5 where batch_id = $1 and conversation_id = $2', [
    ...[batchId, conversationId, end.state, end.state === 'made' ? end.version : null, end.state === 'failed' ? end.code : null],
  ]);
}
