import { NOT_MEASURED, deterministicId, topicOf, type CallContext, type EventPayloads, type EventType, type Evidence, type ReceivedEvent } from '@callmesh/contracts';

const START = Date.parse('2026-11-12T23:20:00.000Z');

/** ISO time so many seconds after the call. */
export const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

/** What may differ between the calls of a test. */
export interface LifeOptions {
  readonly tenantId?: string;
  /** Tells calls apart. */
  readonly name: string;
  readonly intent?: string | null;
  readonly topics?: string[];
  readonly satisfaction?: number | null;
  readonly escalationRisk?: string | null;
}

const evidence: Evidence[] = [{ utteranceIds: ['u2'], startMs: 4_000, endMs: 6_500, quote: "I'd like to cancel my order 48213.", speaker: 'customer' }];

function callContext(name: string): CallContext {
  return {
    platform: 'upload',
    platformCallId: `call-${name}`,
    startedAt: START,
    timeZone: 'America/Los_Angeles',
    direction: 'inbound',
    agentId: 'a-101',
    durationMs: 61_000,
    customer: { placeholder: '[PHONE_1]', reference: `vault://demo/${name}/[PHONE_1]` },
    consent: 'granted',
    assumed: ['direction'],
  };
}

/** All events of one call: a cancellation that failed at first and was approved by a person, and a note that policy approved. */
export function lifeOfACall(options: LifeOptions) {
  const { name, tenantId = 'demo' } = options;
  const conversationId = deterministicId('conversation', name);
  const call = callContext(name);
  const ids = (what: string): string => deterministicId(name, what);
  const claim = { uri: `claim://${tenantId}/${conversationId}/transcript.1.json`, sha256: 'ab'.repeat(32), bytes: 10, mediaType: 'application/json' };
  const event = <T extends EventType>(what: string, cause: string | null, service: string, seconds: number, type: T, data: Omit<EventPayloads[T], 'conversationId'>): ReceivedEvent<T> => ({
    type,
    data: { conversationId, ...data } as unknown as EventPayloads[T],
    metadata: { id: ids(what), source: `/callmesh/${service}`, time: at(seconds), conversationId, causationId: cause === null ? null : ids(cause), tenantId, factId: ids(what), traceparent: null },
  });

  const common = { call, analysisVersion: 1, engine: 'local-rules', engineVersion: '1', confidence: 0.93, entities: [], evidence };
  const [cancel, again, note] = [ids('action-cancel'), ids('action-again'), ids('action-note')];
  const target = (object: string, key: string | null) => ({ object, key, fields: [{ field: 'status', before: null, after: 'cancelled' }] });
  const action = (actionId: string, kind: string, fact: string) => ({ actionId, kind, target: target('order', '48213'), customer: call.customer, dueAt: null, factId: ids(fact), callStartedAt: START, evidence });
  const drafted = (doubt: string | null, supersedes: string | null = null) => ({ summary: 'Cancel order 48213.', confidence: 0.93, threshold: 0.85, doubt, sourceType: 'order.cancellation-requested.v1', supersedes, reverts: null });
  const { intent = 'cancel-order', topics = ['orders', 'cancellation'], satisfaction = 6, escalationRisk = 'low' } = options;

  const recorded = { call, receivedAt: START + 70_000, connection: 'upload', fileName: `${name}.wav`, original: claim, audio: claim, transcript: null, channelRoles: ['agent', 'customer'], language: 'en', vocabulary: [], audioVersion: 1 };
  const transcribed = { call, transcriptVersion: 1, transcript: claim, engine: 'whisper', engineVersion: 'tiny.en', language: 'en', durationMs: 61_000, speakers: ['agent', 'customer'], utterances: 15, words: 180, confidence: 0.94, redactions: 1 };
  const analysed = { ...common, ...NOT_MEASURED, transcriptVersion: 1, summary: 'The customer has asked to cancel order 48213.', intent, topics, sentiment: 'neutral', satisfaction, escalationRisk, insights: ['order.cancellation-requested.v1'] };
  const update = (actionId: string, objectId: string, fact: string, operation: string) => ({ actionId, kind: 'cancel-order', destination: 'hubspot', object: 'order', objectId, operation, changes: [{ field: 'status', before: 'open', after: 'cancelled' }], factId: ids(fact) });

  const events = {
    recorded: event('recorded', null, 'ingestion', 71, 'call.recorded.v1', recorded),
    transcribed: event('transcribed', 'recorded', 'transcription', 74, 'call.transcribed.v1', transcribed),
    cancellation: event('cancellation', 'transcribed', 'extraction', 75, 'order.cancellation-requested.v1', { ...common, orderId: '48213', reason: null }),
    analysed: event('analysed', 'transcribed', 'extraction', 75, 'call.analysed.v1', analysed),
    drafted: event('drafted', 'cancellation', 'human-review', 76, 'action.drafted.v1', { ...action(cancel, 'cancel-order', 'cancellation'), ...drafted(null) }),
    reviewed: event('reviewed', 'drafted', 'human-review', 76, 'action.reviewed.v1', { ...action(cancel, 'cancel-order', 'cancellation'), decision: 'approved', decidedBy: 'policy:cancel-order@1', reason: 'sure enough' }),
    refused: event('refused', 'reviewed', 'crm-sync', 77, 'crm.update-refused.v1', { actionId: cancel, kind: 'cancel-order', destination: 'hubspot', code: 'CRM.NO_CONTACT', reason: 'no contact has this number' }),
    failed: event('failed', 'refused', 'human-review', 78, 'action.application-failed.v1', { actionId: cancel, kind: 'cancel-order', code: 'CRM.NO_CONTACT', reason: 'no contact has this number', supersededBy: again }),
    redrafted: event('redrafted', 'refused', 'human-review', 78, 'action.drafted.v1', { ...action(again, 'cancel-order', 'cancellation'), ...drafted('no contact has this number', cancel) }),
    rereviewed: event('rereviewed', 'redrafted', 'human-review', 138, 'action.reviewed.v1', { ...action(again, 'cancel-order', 'cancellation'), decision: 'amended', decidedBy: 'dana', reason: 'it is Violet' }),
    updated: event('updated', 'rereviewed', 'crm-sync', 140, 'crm.record-updated.v1', update(again, 'crm-1', 'cancellation', 'updated')),
    applied: event('applied', 'updated', 'human-review', 141, 'action.applied.v1', { actionId: again, kind: 'cancel-order', destination: 'hubspot', object: 'order', objectId: 'crm-1' }),
    noteDrafted: event('noteDrafted', 'analysed', 'human-review', 76, 'action.drafted.v1', { ...action(note, 'call-note', 'analysed'), ...drafted(null) }),
    noteReviewed: event('noteReviewed', 'noteDrafted', 'human-review', 76, 'action.reviewed.v1', { ...action(note, 'call-note', 'analysed'), decision: 'approved', decidedBy: 'policy:call-note@1', reason: 'always' }),
    noteUpdated: event('noteUpdated', 'noteReviewed', 'crm-sync', 77, 'crm.record-updated.v1', update(note, 'crm-2', 'analysed', 'created')),
    noteApplied: event('noteApplied', 'noteUpdated', 'human-review', 77, 'action.applied.v1', { actionId: note, kind: 'call-note', destination: 'hubspot', object: 'note', objectId: 'crm-2' }),
    quarantined: event('quarantined', null, 'ingestion', 70, 'call.quarantined.v1', { quarantineId: ids('q'), connection: 'upload', code: 'AUDIO.UNREADABLE', reason: 'not audio', missing: [], fileName: 'x.wav' }),
    noConsent: event('noConsent', null, 'ingestion', 70, 'call.refused-no-consent.v1', { connection: 'upload', platformCallId: call.platformCallId, startedAt: START }),
    transcriptionFailed: event('transcriptionFailed', 'recorded', 'transcription', 90, 'call.transcription-failed.v1', { code: 'SPEECH.UNAVAILABLE', reason: 'no engine answered', attempts: 3 }),
  };
  const { quarantined: _q, noConsent: _n, transcriptionFailed: _t, ...whole } = events;
  return { conversationId, events, whole: Object.values(whole) as ReceivedEvent[] };
}

/** A generator of numbers in [0, 1) that repeats for a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An order in which a consumer may get these events: any across topics and conversations, kept within a topic and conversation. */
export function interleaving(events: readonly ReceivedEvent[], random: () => number): ReceivedEvent[] {
  const queues = new Map<string, ReceivedEvent[]>();
  for (const event of events) {
    const key = `${event.metadata.conversationId} ${topicOf(event.type)}`;
    queues.set(key, [...(queues.get(key) ?? []), event]);
  }
  const result: ReceivedEvent[] = [];
  for (let waiting = [...queues.values()]; waiting.length > 0; waiting = waiting.filter((q) => q.length > 0)) {
    const next = waiting[Math.floor(random() * waiting.length)]?.shift();
    if (next) result.push(next);
  }
  return result;
}
