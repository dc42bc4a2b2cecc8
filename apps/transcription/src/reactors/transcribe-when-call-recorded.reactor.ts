import type { ReceivedEvent } from '@callmesh/contracts';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject } from '@nestjs/common';
import { noteRecording } from '../commands/redact-audio/recordings-table.js';
import type { TranscribeCall } from '../commands/transcribe-call/transcribe-call.js';

const MINUTE_MS = 60_000;

@Reactor('transcription')
export class TranscribeWhenCallRecorded {
  constructor(
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  @On('call.recorded.v1')
  async transcribe({ data, metadata }: ReceivedEvent<'call.recorded.v1'>, context: ReactionContext): Promise<void> {
    const { call, audio, transcript, channelRoles, language, vocabulary } = data;
    const source = transcript ?? audio;
    if (!source) return;
    const payload: TranscribeCall = { call, source, channelRoles, language, vocabulary, causationId: metadata.id, traceparent: metadata.traceparent };
    if (!transcript && audio) await noteRecording(context.tx, metadata.conversationId, { audio, original: data.original, audioVersion: data.audioVersion });
    const isLong = (call.durationMs ?? 0) > this.config.env.CALLMESH_PART_MINUTES * MINUTE_MS;
    await this.jobs.enqueue(context.tx, {
      id: context.idFor('transcribe-when-call-recorded'),
      kind: transcript ? 'import-transcript' : isLong ? 'split-recording' : 'transcribe',
      conversationId: metadata.conversationId,
      payload,
    });
  }
}
