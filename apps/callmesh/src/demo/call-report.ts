import type { ConversationThread } from '@callmesh/insights';

/** What `demo --json` says of one file. */
export interface CallReport {
  readonly conversationId: string | null;
  readonly file: string;
  readonly status: 'completed' | 'quarantined' | 'refused' | 'failed' | 'erased';
  readonly reason?: string;
  /** From handing it in to the last step that needs nobody; calls that wait for the speech engine wait here. */
  readonly durationMs: number;
  /** Length of the call; null when it is not known. */
  readonly audioMs: number | null;
  readonly stages: readonly { readonly name: string; readonly ms: number }[];
  readonly engine: string | null;
  readonly utterances: number | null;
  /** What was understood: the events of extraction. The thread has all of them. */
  readonly events: readonly { readonly type: string; readonly confidence: number | null; readonly quote: string | null }[];
  readonly actions: readonly { readonly kind: string; readonly state: string; readonly decision?: string; readonly reason: string | null; readonly decidedBy: string | null }[];
  readonly crm: readonly { readonly object: string; readonly id: string; readonly change: string }[];
  readonly wordErrorRate?: number;
}

/** A file that became no conversation, or one of which nothing was heard. */
export function withoutThread(file: string, reason: string, conversationId: string | null = null): CallReport {
  return { conversationId, file, status: 'failed', reason, durationMs: 0, audioMs: null, stages: [], engine: null, utterances: null, events: [], actions: [], crm: [] };
}

/** A conversation as its thread tells it; `givenUp` says why it was not followed to its end. */
export function reportOf(file: string, thread: ConversationThread, durationMs: number, { givenUp, wordErrorRate }: { givenUp?: string | undefined; wordErrorRate?: number | undefined } = {}): CallReport {
  const { conversationId, engine, utterances } = thread;
  const status = thread.status === 'in-progress' ? 'failed' : thread.status;
  const reason = thread.reason ?? givenUp ?? thread.code;
  return {
    conversationId,
    file,
    status,
    ...(status !== 'completed' && reason !== null && { reason }),
    durationMs,
    audioMs: thread.call?.durationMs ?? null,
    stages: thread.stages.map(({ name, ms }) => ({ name, ms })),
    engine,
    utterances,
    events: thread.events.filter(({ service }) => service === 'extraction').map(({ type, confidence, quote }) => ({ type, confidence, quote })),
    actions: thread.actions.map(({ kind, state, decision, reason: why, decidedBy }) => ({ kind, state, ...(decision !== null && { decision }), reason: why, decidedBy })),
    crm: thread.crm.map(({ object, id, change }) => ({ object, id, change })),
    ...(wordErrorRate !== undefined && { wordErrorRate }),
  };
}

/** Whether a call got all the way. An action that failed at the destination counts against it, even when a new draft of it waits. */
export function gotAllTheWay({ status, actions }: CallReport): boolean {
  return status === 'completed' && actions.every(({ state }) => state !== 'application-failed');
}
