import { eventsOf, type RecordedEvent } from './recorded-event.js';
import type { StageName, ThreadStage } from './conversation-thread.js';

/** A stage that has ended, with what it was about: the call, or one action of it. */
export interface MeasuredStage extends ThreadStage {
  /** Empty for a stage of the call, the action's id otherwise. */
  readonly subject: string;
}

const ms = (time: string): number => Date.parse(time);

/**
 * How long each stage took, between the times the events carry: from received to recorded, to transcribed, to analysed; from each draft to its
 * review, and from there to the destination. A later version of a transcript or an analysis does not count again.
 */
export function measureStages(events: readonly RecordedEvent[]): MeasuredStage[] {
  const stage = (name: StageName, from: number, to: number, subject = ''): MeasuredStage => ({
    name,
    subject,
    startedAt: new Date(from).toISOString(),
    // Clocks of two machines may differ by a breath.
    ms: Math.max(0, to - from),
  });
  const recorded = eventsOf(events, 'call.recorded.v1')[0];
  const transcribed = eventsOf(events, 'call.transcribed.v1')[0];
  const analysed = eventsOf(events, 'call.analysed.v1')[0];
  const stages: MeasuredStage[] = [];
  if (recorded) stages.push(stage('capture', recorded.data.receivedAt, ms(recorded.time)));
  if (recorded && transcribed) stages.push(stage('transcription', ms(recorded.time), ms(transcribed.time)));
  if (transcribed && analysed) stages.push(stage('extraction', ms(transcribed.time), ms(analysed.time)));

  const firstOf = <E extends RecordedEvent & { data: { actionId: string } }>(all: readonly E[]): Map<string, E> => new Map([...all].reverse().map((e) => [e.data.actionId, e]));
  const reviews = firstOf(eventsOf(events, 'action.reviewed.v1'));
  const updates = firstOf(eventsOf(events, 'crm.record-updated.v1'));
  const drafts = eventsOf(events, 'action.drafted.v1');
  for (const draft of drafts) {
    const review = reviews.get(draft.data.actionId);
    if (review) stages.push(stage('review', ms(draft.time), ms(review.time), draft.data.actionId));
  }
  for (const draft of drafts) {
    const [review, update] = [reviews.get(draft.data.actionId), updates.get(draft.data.actionId)];
    if (review && update) stages.push(stage('application', ms(review.time), ms(update.time), draft.data.actionId));
  }
  return stages;
}
