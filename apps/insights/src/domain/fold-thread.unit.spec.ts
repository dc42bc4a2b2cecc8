import type { ReceivedEvent } from '@callmesh/contracts';
import { lifeOfACall } from '../testing/life-of-a-call.js';
import type { ConversationThread } from './conversation-thread.js';
import { foldThread } from './fold-thread.js';
import type { RecordedEvent } from './recorded-event.js';

const { conversationId, events, whole } = lifeOfACall({ name: 'unit' });

const recorded = ({ type, data, metadata }: ReceivedEvent): RecordedEvent =>
  ({ id: metadata.id, type, data, time: metadata.time, service: metadata.source.slice(10), causationId: metadata.causationId, factId: metadata.factId }) as RecordedEvent;

const thread = (...of: ReceivedEvent[]): ConversationThread => foldThread(conversationId, of.map(recorded));
const standing = (...of: ReceivedEvent[]): object => {
  const { status, settled, code } = thread(...of);
  return { status, settled, code };
};
const note = [events.noteDrafted, events.noteReviewed, events.noteUpdated, events.noteApplied];
const analysed = [events.recorded, events.transcribed, events.cancellation, events.analysed];

describe('a thread', () => {
  it('runs from the recording over transcript, insights and actions to the CRM, each with its cause', () => {
    const { events: shown } = thread(...[...whole].reverse());
    expect(shown.map((e) => e.type)).toEqual([
      'call.recorded',
      'call.transcribed',
      'order.cancellation-requested',
      'call.analysed',
      ...['action.drafted', 'action.drafted', 'action.reviewed', 'action.reviewed'],
      ...['action.applied', 'action.drafted', 'action.application-failed', 'action.reviewed', 'action.applied'],
      ...['crm.record-updated', 'crm.update-refused', 'crm.record-updated'],
    ]);
    expect(shown.find((e) => e.type === 'order.cancellation-requested')).toMatchObject({ service: 'extraction', causationId: events.transcribed.metadata.id, confidence: 0.93, quote: "I'd like to cancel my order 48213.", startMs: 4_000, endMs: 6_500, speaker: 'customer' });
  });

  it('shows the call, what was made of it, every action and the change with its before and after', () => {
    const shown = thread(...whole);
    expect(shown.call).toMatchObject({ platformCallId: 'call-unit', startedAt: '2026-11-12T23:20:00.000Z', fileName: 'unit.wav', assumed: ['direction'], durationMs: 61_000 });
    expect(shown).toMatchObject({ engine: 'whisper', utterances: 15, analysis: { intent: 'cancel-order', satisfaction: 6 } });
    expect(shown.actions.map(({ kind, state, decision, decidedBy, reason }) => ({ kind, state, decision, decidedBy, reason }))).toEqual(
      expect.arrayContaining([
        { kind: 'cancel-order', state: 'application-failed', decision: 'approved', decidedBy: 'policy:cancel-order@1', reason: 'no contact has this number' },
        { kind: 'cancel-order', state: 'applied', decision: 'amended', decidedBy: 'dana', reason: 'it is Violet' },
        { kind: 'call-note', state: 'applied', decision: 'approved', decidedBy: 'policy:call-note@1', reason: 'always' },
      ]),
    );
    expect(shown.crm.map(({ id, change }) => ({ id, change }))).toEqual([{ id: 'crm-2', change: 'created' }, { id: 'crm-1', change: 'updated' }]);
  });

  it('measures each stage between the times the events carry', () => {
    expect(thread(...whole).stages.map(({ name, ms }) => [name, ms])).toEqual([
      ['capture', 1_000],
      ['transcription', 3_000],
      ['extraction', 1_000],
      ['review', 0],
      ['review', 0],
      ['review', 60_000],
      ['application', 1_000],
      ['application', 2_000],
    ]);
  });
});

describe('a call is settled', () => {
  it('when everything was applied', () => expect(standing(...whole)).toEqual({ status: 'completed', settled: true, code: null }));

  it('not before each announced insight has its action', () => {
    expect(standing(...analysed, ...note)).toMatchObject({ settled: false, status: 'in-progress' });
    // The analysis overtook the insight that it announces.
    expect(standing(events.recorded, events.transcribed, events.analysed, ...note)).toMatchObject({ settled: false });
  });

  it('though nobody acts on a fact of a kind that asks for nothing, once that fact is here', () => {
    const announcing = { ...events.analysed, data: { ...events.analysed.data, insights: ['order.cancellation-requested.v1', 'competitor.mentioned.v1'] } } as ReceivedEvent;
    const rest = whole.map((event) => (event.metadata.id === events.analysed.metadata.id ? announcing : event));
    const mention = { ...events.cancellation, type: 'competitor.mentioned.v1', metadata: { ...events.cancellation.metadata, id: 'a-mention', factId: 'a-mention' } } as unknown as ReceivedEvent;
    expect(standing(...rest)).toMatchObject({ settled: false });
    expect(standing(...rest, mention)).toMatchObject({ status: 'completed', settled: true });
  });

  it('after a later analysis, which writes no note of its own', () => {
    const later = { ...events.analysed, data: { ...events.analysed.data, analysisVersion: 2, insights: [] }, metadata: { ...events.analysed.metadata, id: 'later', factId: 'later' } } as ReceivedEvent;
    expect(standing(...whole, later)).toMatchObject({ status: 'completed', settled: true });
  });

  it('not before its note is drafted', () => {
    expect(standing(...analysed, events.redrafted)).toMatchObject({ settled: false });
  });

  it('when an action waits for a person, with its doubt as reason', () => {
    expect(standing(...analysed, events.redrafted, ...note)).toMatchObject({ settled: true, status: 'completed' });
    expect(thread(...analysed, events.redrafted).actions).toMatchObject([{ state: 'drafted', reason: 'no contact has this number' }]);
  });

  it('not while policy has still to decide, or a decision has still to be applied', () => {
    expect(standing(...analysed, events.drafted, ...note)).toMatchObject({ settled: false });
    expect(standing(...analysed, events.drafted, events.reviewed, ...note)).toMatchObject({ settled: false });
  });

  it('not when an action failed until the draft that replaces it is there', () => {
    const failed = [...analysed, ...note, events.drafted, events.reviewed, events.failed];
    expect(standing(...failed)).toMatchObject({ settled: false });
    expect(standing(...failed, events.redrafted)).toMatchObject({ settled: true });
    expect(standing(...failed, events.redrafted, events.rereviewed)).toMatchObject({ settled: false });
  });

  it('when a person rejected the action', () => {
    const rejected = { ...events.rereviewed, data: { ...events.rereviewed.data, decision: 'rejected' } };
    expect(standing(...analysed, ...note, events.redrafted, rejected)).toMatchObject({ settled: true, status: 'completed' });
  });

  it('when it was quarantined, refused or could not be transcribed, and says why', () => {
    expect(standing(events.quarantined)).toEqual({ status: 'quarantined', settled: true, code: 'AUDIO.UNREADABLE' });
    expect(standing(events.noConsent)).toEqual({ status: 'refused', settled: true, code: 'CONSENT.REFUSED' });
    expect(standing(events.recorded, events.transcriptionFailed)).toEqual({ status: 'failed', settled: true, code: 'SPEECH.UNAVAILABLE' });
    expect(thread(events.recorded, events.transcriptionFailed).reason).toBe('no engine answered');
    expect(thread(events.noConsent).reason).toMatch(/consent to the recording was refused/);
  });

  it('no longer when it was fixed or tried again', () => {
    expect(standing(events.quarantined, events.recorded)).toEqual({ status: 'in-progress', settled: false, code: null });
    expect(standing(events.recorded, events.transcriptionFailed, events.transcribed)).toEqual({ status: 'in-progress', settled: false, code: null });
    // In whatever order they come.
    expect(standing(...whole, events.transcriptionFailed)).toEqual({ status: 'completed', settled: true, code: null });
    expect(standing(events.transcriptionFailed, ...whole)).toEqual({ status: 'completed', settled: true, code: null });
  });
});
