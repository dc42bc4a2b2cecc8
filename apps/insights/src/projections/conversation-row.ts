import { foldActions, type FoldedAction } from '../domain/actions.js';
import { foldThread } from '../domain/fold-thread.js';
import { eventsOf, type RecordedEvent } from '../domain/recorded-event.js';

/** A conversation's line in the lists and reports, by the names of its table's columns; times are ISO 8601. */
export function conversationRow(conversationId: string, events: readonly RecordedEvent[]): object {
  const thread = foldThread(conversationId, events);
  const actions = foldActions(events);
  const refused = eventsOf(events, 'call.refused-no-consent.v1').at(-1)?.data;
  const analysed = eventsOf(events, 'call.analysed.v1').at(-1)?.data;
  return {
    conversation_id: conversationId,
    first_seen: events.map((e) => e.time).sort()[0],
    status: thread.status,
    settled: thread.settled,
    code: thread.code,
    platform: thread.call?.platform ?? null,
    platform_call_id: thread.call?.platformCallId ?? refused?.platformCallId ?? null,
    started_at: thread.call?.startedAt ?? (refused ? new Date(refused.startedAt).toISOString() : null),
    agent_id: thread.call?.agentId ?? null,
    file_name: thread.call?.fileName ?? eventsOf(events, 'call.quarantined.v1').at(-1)?.data.fileName ?? null,
    recorded_at: firstTime(events, 'call.recorded.v1'),
    transcribed_at: firstTime(events, 'call.transcribed.v1'),
    analysed_at: firstTime(events, 'call.analysed.v1'),
    intent: analysed?.intent ?? null,
    topics: analysed?.topics ?? [],
    sentiment: analysed?.sentiment ?? null,
    satisfaction: analysed?.satisfaction ?? null,
    escalation_risk: analysed?.escalationRisk ?? null,
    waiting_actions: actions.filter((a) => a.awaitsAPerson).length,
    approved_since: approvedSince(events, actions),
  };
}

const firstTime = (events: readonly RecordedEvent[], type: RecordedEvent['type']): string | null => events.find((e) => e.type === type)?.time ?? null;

/** The oldest approval whose change has not come out yet. */
function approvedSince(events: readonly RecordedEvent[], actions: readonly FoldedAction[]): string | null {
  const open = new Set(actions.filter((a) => a.state === 'reviewed' && a.decision !== 'rejected').map((a) => a.actionId));
  return eventsOf(events, 'action.reviewed.v1').find((e) => open.has(e.data.actionId))?.time ?? null;
}
