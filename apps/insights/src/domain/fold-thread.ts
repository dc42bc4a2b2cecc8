import type { EventPayloads, EventType } from '@callmesh/contracts';
import { foldActions, foldChanges, isSettled, type FoldedAction } from './actions.js';
import type { CallStatus, ConversationThread, ThreadAction, ThreadCall, ThreadEvent } from './conversation-thread.js';
import { arrange, eventsOf, type RecordedEvent } from './recorded-event.js';
import { measureStages } from './stages.js';
import { tellingOf } from './telling.js';

/** The event carries no reason of its own: its type is the reason. */
const REFUSED = 'consent to the recording was refused, so nothing of it is kept or processed: there is nothing to do; if the metadata was wrong, hand it in again under a call id of its own';

const ERASED = 'the conversation was erased: nothing of it is left but this; the receipt of the erasure says what was deleted and when';

const withoutMajor = (type: string): string => type.replace(/\.v\d+$/, '');

function threadEvent(event: RecordedEvent): ThreadEvent {
  const data = event.data as Partial<EventPayloads['order.cancellation-requested.v1']>;
  const said = data.evidence?.[0];
  return {
    id: event.id,
    type: withoutMajor(event.type),
    time: event.time,
    service: event.service,
    causationId: event.causationId,
    confidence: data.confidence ?? null,
    detail: tellingOf(event),
    quote: said?.quote ?? null,
    startMs: said?.startMs ?? null,
    endMs: said?.endMs ?? null,
    speaker: said?.speaker ?? null,
    entities: (data.entities ?? []).map(({ kind, value, party, text }) => ({ kind, value, placeholder: party?.placeholder ?? null, text })),
  };
}

function threadCall(events: readonly RecordedEvent[]): ThreadCall | null {
  const recorded = eventsOf(events, 'call.recorded.v1').at(-1)?.data;
  if (!recorded) return null;
  const transcribed = eventsOf(events, 'call.transcribed.v1').at(-1)?.data;
  const { call, connection, fileName } = recorded;
  return {
    platform: call.platform,
    platformCallId: call.platformCallId,
    startedAt: new Date(call.startedAt).toISOString(),
    timeZone: call.timeZone,
    agentId: call.agentId,
    direction: call.direction,
    consent: call.consent,
    assumed: call.assumed,
    fileName,
    durationMs: call.durationMs ?? transcribed?.durationMs ?? null,
    connection,
  };
}

/** Facts that always become an action; others may, by a policy or by what else was found. */
const BECOMES_AN_ACTION: ReadonlySet<string> = new Set<EventType>([
  'order.cancellation-requested.v1',
  'customer.complaint-logged.v1',
  'customer.dispute-raised.v1',
  'callback.requested.v1',
  'call.analysed.v1',
]);

/** The note of a call is written by its first analysis; a later one leaves it, or replaces it where it waits. */
const mustBecomeAnAction = ({ type, data }: RecordedEvent): boolean => BECOMES_AN_ACTION.has(type) && !(type === 'call.analysed.v1' && 'analysisVersion' in data && data.analysisVersion > 1);

/** Each fact that the analysis announced must be here, and what becomes an action must have come to rest; so must the note of the call. */
function everyActionSettled(events: readonly RecordedEvent[], actions: readonly FoldedAction[]): boolean {
  return eventsOf(events, 'call.analysed.v1').every((analysed) => {
    const { analysisVersion, insights } = analysed.data;
    const facts = events.filter((e) => e.type !== 'call.analysed.v1' && 'analysisVersion' in e.data && e.data.analysisVersion === analysisVersion);
    if (facts.filter(({ type }) => insights.includes(type)).length < insights.length) return false;
    return [...facts, analysed].every((fact) => {
      const drafts = actions.filter((a) => a.factId === fact.factId);
      return (drafts.length > 0 || !mustBecomeAnAction(fact)) && drafts.every((a) => isSettled(a, actions));
    });
  });
}

interface Standing {
  readonly status: CallStatus;
  readonly settled: boolean;
  readonly reason: string | null;
  readonly code: string | null;
}

/** Where the call stands. What came further wins: a quarantined call that was fixed is recorded, a failed one that was tried again is transcribed. */
function standing(events: readonly RecordedEvent[], actions: readonly FoldedAction[]): Standing {
  const has = (type: RecordedEvent['type']): boolean => events.some((e) => e.type === type);
  if (has('conversation.erased.v1')) return { status: 'erased', settled: true, reason: ERASED, code: 'CONVERSATION.ERASED' };
  if (has('call.analysed.v1')) {
    const settled = everyActionSettled(events, actions);
    return { status: settled ? 'completed' : 'in-progress', settled, reason: null, code: null };
  }
  if (!has('call.transcribed.v1')) {
    const failed = eventsOf(events, 'call.transcription-failed.v1').at(-1);
    if (failed) return { status: 'failed', settled: true, reason: failed.data.reason, code: failed.data.code };
    const quarantined = eventsOf(events, 'call.quarantined.v1').at(-1);
    if (quarantined && !has('call.recorded.v1')) return { status: 'quarantined', settled: true, reason: quarantined.data.reason, code: quarantined.data.code };
    if (has('call.refused-no-consent.v1') && !has('call.recorded.v1')) return { status: 'refused', settled: true, reason: REFUSED, code: 'CONSENT.REFUSED' };
  }
  return { status: 'in-progress', settled: false, reason: null, code: null };
}

const shown = ({ supersededBy: _s, awaitsAPerson: _a, ...action }: FoldedAction): ThreadAction => action;

/** The thread of a conversation from its events, in any order. */
export function foldThread(conversationId: string, recorded: readonly RecordedEvent[]): ConversationThread {
  const events = arrange(recorded);
  const actions = foldActions(events);
  const transcribed = eventsOf(events, 'call.transcribed.v1').at(-1)?.data;
  const analysed = eventsOf(events, 'call.analysed.v1').at(-1)?.data;
  return {
    conversationId,
    ...standing(events, actions),
    call: threadCall(events),
    stages: measureStages(events).map(({ name, startedAt, ms }) => ({ name, startedAt, ms })),
    engine: transcribed?.engine ?? null,
    utterances: transcribed?.utterances ?? null,
    summary: analysed?.summary ?? null,
    analysis: analysed
      ? { intent: analysed.intent, topics: analysed.topics, sentiment: analysed.sentiment, satisfaction: analysed.satisfaction, escalationRisk: analysed.escalationRisk }
      : null,
    events: events.map(threadEvent),
    actions: actions.map(shown),
    crm: foldChanges(events),
  };
}
