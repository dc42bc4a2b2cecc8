import type { ReceivedEvent } from '@callmesh/contracts';
import type { Jobs } from '@callmesh/jobs';
import type { ReactionContext } from '@callmesh/messaging';
import { noteTranscripts } from '../../adapters/tables/heard-transcripts.js';
import type { AnalyseCall } from './analyse.job.js';

/** Notes where a transcript is, and records the work of reading it. */
export async function askForAnalysis(jobs: Jobs, { data, metadata }: ReceivedEvent<'call.transcribed.v1' | 'call.retranscribed.v1'>, context: ReactionContext): Promise<void> {
  const { transcript, transcriptVersion, call } = data;
  const { id: causationId, conversationId, traceparent } = metadata;
  const payload: AnalyseCall = { transcript, transcriptVersion, call, causationId, traceparent };
  context.tx.gather(noteTranscripts, { conversationId, transcriptVersion, transcript, callStartedAt: call.startedAt });
  await jobs.enqueue(context.tx, { id: context.idFor('analyse'), kind: 'analyse', conversationId, payload });
}
