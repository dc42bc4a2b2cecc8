import type { ReceivedEvent } from '@callmesh/contracts';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { Inject } from '@nestjs/common';
import { noteTranscripts } from '../adapters/tables/heard-transcripts.js';
import type { AnalyseCall } from '../commands/analyse-call/analyse.job.js';

@Reactor('extraction')
export class AnalyseWhenCallTranscribed {
  constructor(@Inject(JOBS) private readonly jobs: Jobs) {}

  @On('call.transcribed.v1')
  async analyse({ data, metadata }: ReceivedEvent<'call.transcribed.v1'>, context: ReactionContext): Promise<void> {
    const { transcript, transcriptVersion, call } = data;
    const payload: AnalyseCall = { transcript, transcriptVersion, call, causationId: metadata.id, traceparent: metadata.traceparent };
    context.tx.gather(noteTranscripts, { conversationId: metadata.conversationId, transcriptVersion, transcript, callStartedAt: call.startedAt });
    await this.jobs.enqueue(context.tx, { id: context.idFor('analyse'), kind: 'analyse', conversationId: metadata.conversationId, payload });
  }
}
