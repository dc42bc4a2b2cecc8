import type { ActionTarget, Evidence, FieldChange } from '@callmesh/contracts';
import { planAfresh, type Tx } from '@callmesh/event-sourcing';

export const queueStates = ['drafted', 'reviewed', 'applied', 'application-failed'] as const;

/** What to list; without `state` those that wait for a person. */
export interface QueueFilter {
  readonly state: (typeof queueStates)[number] | 'all';
  readonly kind?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly limit: number;
}

/** An action as the queue shows it. Texts are redacted. */
export interface QueueItem {
  readonly actionId: string;
  readonly conversationId: string;
  readonly kind: string;
  readonly state: string;
  /** Send it back as `expectedVersion`. */
  readonly version: number;
  readonly summary: string;
  readonly doubt: string | null;
  readonly confidence: number;
  readonly threshold: number;
  readonly target: ActionTarget;
  readonly evidence: Evidence[];
  readonly dueAt: string | null;
  readonly callStartedAt: string;
  readonly sourceType: string;
  readonly factId: string;
  readonly draftedAt: string;
  readonly lastEventId: string;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  /** The applied action that it undoes. */
  readonly reverts: string | null;
  /** A later analysis found the fact again, so sure. */
  readonly confirmed: { readonly analysisVersion: number; readonly confidence: number; readonly engine: string } | null;
  readonly decision: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  readonly failureCode: string | null;
  readonly lease: { readonly heldBy: string; readonly until: string } | null;
  /** Fields before and after at the destination, once it has answered. */
  readonly applied: { readonly destination: string; readonly object: string; readonly objectId: string; readonly operation: string; readonly changes: FieldChange[] } | null;
}

const ITEM = `
  select q.action_id as "actionId", q.conversation_id as "conversationId", q.kind, q.state, q.version, q.summary, q.doubt, q.confidence, q.threshold,
         q.target, q.evidence, q.due_at as "dueAt", q.call_started_at as "callStartedAt", q.source_type as "sourceType", q.fact_id as "factId",
         q.drafted_at as "draftedAt", q.last_event_id as "lastEventId", q.supersedes, q.superseded_by as "supersededBy", q.reverts, q.decision, q.decided_by as "decidedBy",
         q.decided_at as "decidedAt", q.reason, q.failure_code as "failureCode",
         case when l.held_until > clock_timestamp() then json_build_object('heldBy', l.held_by, 'until', l.held_until) end as lease,
         case when c.fact_id is not null then json_build_object('analysisVersion', c.analysis_version, 'confidence', c.confidence, 'engine', c.engine) end as confirmed,
         case when a.action_id is not null then json_build_object('destination', a.destination, 'object', a.object, 'objectId', a.object_id,
                                                                 'operation', a.operation, 'changes', a.changes) end as applied
    from queue_items q
    left join leases l using (tenant_id, action_id)
    left join applied_changes a using (tenant_id, action_id)
    left join confirmed_facts c using (tenant_id, fact_id)`;

/** Oldest first where people wait for it, newest first elsewhere. */
export async function listQueue(tx: Tx, { state, kind, conversationId, limit }: QueueFilter): Promise<QueueItem[]> {
  planAfresh(tx);
  const { rows } = await tx.query<QueueItem>(
    `${ITEM} where ($1 = 'all' or q.state = $1) and ($2::text is null or q.kind = $2) and ($3::text is null or q.conversation_id = $3)
     order by q.drafted_at ${state === 'drafted' ? 'asc' : 'desc'}, q.action_id limit $4`,
    [state, kind ?? null, conversationId ?? null, limit],
  );
  return rows;
}

export async function queueItem(tx: Tx, actionId: string): Promise<QueueItem | undefined> {
  const { rows } = await tx.query<QueueItem>(`${ITEM} where q.action_id = $1`, [actionId]);
  return rows[0];
}

/** How many wait, for the queue's head line. */
export async function countWaiting(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ waiting: number }>(`select count(*)::integer as waiting from queue_items where state = 'drafted'`);
  return rows[0]?.waiting ?? 0;
}
