import type { ReceivedEvent } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { arrange, type RecordedEvent } from '../domain/recorded-event.js';
import { measureStages } from '../domain/stages.js';
import { conversationRow } from './conversation-row.js';
import { eventsOfConversations } from './thread.query.js';

/** What a rebuild makes anew, from zero: what the topics no longer have comes from the services that wrote it. */
export const readModel = { name: 'conversations', tables: ['conversation_events', 'stage_times', 'conversations'] } as const;

/** Takes an event into the read models, together with the others of its transaction. */
export function projectEvent(tx: Tx, event: ReceivedEvent): void {
  tx.gather(projectEvents, event);
}

/**
 * Topics arrive side by side, so the rows are not moved on by the events but folded anew from all the events known: the same events give
 * the same rows in any order. The conversations' rows are locked first, in one order, so that two topics do not fold past each other.
 */
async function projectEvents(tx: Tx, events: readonly ReceivedEvent[]): Promise<void> {
  const ids = [...new Set(events.map(({ metadata }) => metadata.conversationId))].sort();
  const locked = tx.query(
    `insert into conversations (tenant_id, conversation_id) select $1, id from unnest($2::text[]) as id
     on conflict (tenant_id, conversation_id) do update set conversation_id = excluded.conversation_id`,
    [tx.tenantId, ids],
  );
  const [, , known] = await Promise.all([locked, keep(tx, events), eventsOfConversations(tx, ids)]);
  const histories = ids.map((id) => ({ id, events: arrange(known.get(id) ?? []) }));
  await Promise.all([saveRows(tx, histories), saveStages(tx, histories)]);
}

/** A conversation with all of its events that have arrived, in order. */
interface History {
  readonly id: string;
  readonly events: readonly RecordedEvent[];
}

async function keep(tx: Tx, events: readonly ReceivedEvent[]): Promise<void> {
  // Each once: one statement may not write a row twice.
  const byId = new Map(events.map((event) => [event.metadata.id, event]));
  const rows = [...byId.values()].map(({ type, data, metadata }) => ({
    event_id: metadata.id,
    conversation_id: metadata.conversationId,
    type,
    time: metadata.time,
    service: metadata.source.replace(/^\/callmesh\//, ''),
    causation_id: metadata.causationId,
    fact_id: metadata.factId,
    payload: data,
  }));
  await tx.query(
    `insert into conversation_events (tenant_id, event_id, conversation_id, type, time, service, causation_id, fact_id, payload)
     select $1, e.* from jsonb_to_recordset($2::jsonb)
       as e (event_id text, conversation_id text, type text, time text, service text, causation_id text, fact_id text, payload jsonb)
     on conflict (tenant_id, event_id) do update set payload = excluded.payload`,
    [tx.tenantId, JSON.stringify(rows)],
  );
}

async function saveRows(tx: Tx, histories: readonly History[]): Promise<void> {
  const rows = histories.map(({ id, events }) => conversationRow(id, events));
  await tx.query(
    `update conversations c set (first_seen, status, settled, code, platform, platform_call_id, started_at, agent_id, file_name, recorded_at, transcribed_at,
       analysed_at, intent, topics, sentiment, satisfaction, escalation_risk, waiting_actions, approved_since)
     = (r.first_seen, r.status, r.settled, r.code, r.platform, r.platform_call_id, r.started_at, r.agent_id, r.file_name, r.recorded_at, r.transcribed_at,
       r.analysed_at, r.intent, r.topics, r.sentiment, r.satisfaction, r.escalation_risk, r.waiting_actions, r.approved_since)
     from jsonb_to_recordset($2::jsonb) as r (conversation_id text, first_seen timestamptz, status text, settled boolean, code text, platform text,
       platform_call_id text, started_at timestamptz, agent_id text, file_name text, recorded_at timestamptz, transcribed_at timestamptz, analysed_at timestamptz,
       intent text, topics text[], sentiment text, satisfaction integer, escalation_risk text, waiting_actions integer, approved_since timestamptz)
     where c.tenant_id = $1 and c.conversation_id = r.conversation_id`,
    [tx.tenantId, JSON.stringify(rows)],
  );
}

async function saveStages(tx: Tx, histories: readonly History[]): Promise<void> {
  const stages = histories.flatMap(({ id, events }) => measureStages(events).map((stage) => ({ id, ...stage })));
  const emptied = tx.query('delete from stage_times where tenant_id = $1 and conversation_id = any ($2::text[])', [tx.tenantId, histories.map(({ id }) => id)]);
  const filled = tx.query(
    `insert into stage_times (tenant_id, conversation_id, stage, subject, started_at, ms)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bigint[])`,
    [tx.tenantId, stages.map((s) => s.id), stages.map((s) => s.name), stages.map((s) => s.subject), stages.map((s) => s.startedAt), stages.map((s) => s.ms)],
  );
  await Promise.all([emptied, filled]);
}
