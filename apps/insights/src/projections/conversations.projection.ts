import type { ReceivedEvent } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { foldActions } from '../domain/actions.js';
import { foldThread } from '../domain/fold-thread.js';
import { arrange, eventsOf, type RecordedEvent } from '../domain/recorded-event.js';
import { measureStages } from '../domain/stages.js';
import { eventsOfConversation } from './thread.query.js';

/** What a rebuild makes anew, from zero: what the topics no longer have comes from the services that wrote it. */
export const readModel = { name: 'conversations', tables: ['conversation_events', 'stage_times', 'conversations'] } as const;

/**
 * Takes an event into the read models. Topics arrive side by side, so the rows are not moved on by the event but folded anew from all the events known:
 * the same events give the same rows in any order. The conversation's row is locked first, so that two topics do not fold past each other.
 */
export async function projectEvent(tx: Tx, { type, data, metadata }: ReceivedEvent): Promise<void> {
  const { conversationId } = metadata;
  await tx.query(
    `insert into conversations (tenant_id, conversation_id) values ($1, $2)
     on conflict (tenant_id, conversation_id) do update set conversation_id = excluded.conversation_id`,
    [tx.tenantId, conversationId],
  );
  await tx.query(
    `insert into conversation_events (tenant_id, event_id, conversation_id, type, time, service, causation_id, fact_id, payload)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, event_id) do update set payload = excluded.payload`,
    [tx.tenantId, metadata.id, conversationId, type, metadata.time, metadata.source.replace(/^\/callmesh\//, ''), metadata.causationId, metadata.factId, JSON.stringify(data)],
  );
  await refold(tx, conversationId);
}

async function refold(tx: Tx, conversationId: string): Promise<void> {
  const events = arrange(await eventsOfConversation(tx, conversationId));
  const thread = foldThread(conversationId, events);
  const actions = foldActions(events);
  const refused = eventsOf(events, 'call.refused-no-consent.v1').at(-1)?.data;
  const analysed = eventsOf(events, 'call.analysed.v1').at(-1)?.data;
  await tx.query(
    `update conversations set (first_seen, status, settled, code, platform, platform_call_id, started_at, agent_id, file_name, recorded_at, transcribed_at,
       analysed_at, intent, topics, sentiment, satisfaction, escalation_risk, waiting_actions, approved_since)
     = ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
     where tenant_id = $1 and conversation_id = $2`,
    [
      tx.tenantId,
      conversationId,
      events.map((e) => e.time).sort()[0],
      thread.status,
      thread.settled,
      thread.code,
      thread.call?.platform ?? null,
      thread.call?.platformCallId ?? refused?.platformCallId ?? null,
      thread.call?.startedAt ?? (refused ? new Date(refused.startedAt).toISOString() : null),
      thread.call?.agentId ?? null,
      thread.call?.fileName ?? eventsOf(events, 'call.quarantined.v1').at(-1)?.data.fileName ?? null,
      firstTime(events, 'call.recorded.v1'),
      firstTime(events, 'call.transcribed.v1'),
      firstTime(events, 'call.analysed.v1'),
      analysed?.intent ?? null,
      analysed?.topics ?? [],
      analysed?.sentiment ?? null,
      analysed?.satisfaction ?? null,
      analysed?.escalationRisk ?? null,
      actions.filter((a) => a.awaitsAPerson).length,
      approvedSince(events),
    ],
  );
  await saveStages(tx, conversationId, events);
}

const firstTime = (events: readonly RecordedEvent[], type: RecordedEvent['type']): string | null => events.find((e) => e.type === type)?.time ?? null;

/** The oldest approval whose change has not come out yet. */
function approvedSince(events: readonly RecordedEvent[]): string | null {
  const open = new Set(foldActions(events).filter((a) => a.state === 'reviewed' && a.decision !== 'rejected').map((a) => a.actionId));
  return eventsOf(events, 'action.reviewed.v1').find((e) => open.has(e.data.actionId))?.time ?? null;
}

async function saveStages(tx: Tx, conversationId: string, events: readonly RecordedEvent[]): Promise<void> {
  const stages = measureStages(events);
  await tx.query('delete from stage_times where tenant_id = $1 and conversation_id = $2', [tx.tenantId, conversationId]);
  if (stages.length === 0) return;
  await tx.query(
    `insert into stage_times (tenant_id, conversation_id, stage, subject, started_at, ms)
     select $1, $2, * from unnest($3::text[], $4::text[], $5::timestamptz[], $6::bigint[])`,
    [tx.tenantId, conversationId, stages.map((s) => s.name), stages.map((s) => s.subject), stages.map((s) => s.startedAt), stages.map((s) => s.ms)],
  );
}
