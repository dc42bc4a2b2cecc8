import type { ReceivedEvent } from '@callmesh/contracts';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { Inject } from '@nestjs/common';
import type { TranscribeCall } from '../commands/transcribe-call/transcribe-call.js';

@Reactor('transcription')
export class TranscribeWhenCallRecorded {
  constructor(@Inject(JOBS) private readonly jobs: Jobs) {}

  @On('call.recorded.v1')
  async transcribe({ data, metadata }: ReceivedEvent<'call.recorded.v1'>, context: ReactionContext): Promise<void> {
    const { call, audio, transcript, channelRoles, language, vocabulary } = data;
    const source = transcript ?? audio;
    if (!source) return;
    const payload: TranscribeCall = { call, source, channelRoles, language, vocabulary, causationId: metadata.id, traceparent: metadata.traceparent };
    await this.jobs.enqueue(context.tx, {
      id: context.idFor('transcribe-when-call-recorded'),
      kind: transcript ? 'import-transcript' : 'transcribe',
      conversationId: metadata.conversationId,
      payload,
    });
  }
}
