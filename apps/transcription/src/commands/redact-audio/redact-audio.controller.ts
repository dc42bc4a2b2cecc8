import { randomUUID } from 'node:crypto';
import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { CurrentCaller, Documented, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { TranscriptVersions } from '../../projections/transcript-versions.js';
import { REDACT_AUDIO } from './redact-audio.work.js';

const Answer = z.object({ jobId: z.string() });

@Controller('conversations')
@Roles('operator')
export class RedactAudioController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(JOBS) private readonly jobs: Jobs,
    private readonly versions: TranscriptVersions,
  ) {}

  @Post(':id/redacted-audio')
  @HttpCode(202)
  @Documented({ summary: 'Make the redacted copy of a recording anew, from what the newest transcript redacts; each call gets one by itself after it is transcribed', response: Answer })
  async begin(@CurrentCaller() { tenantId }: Caller, @Param('id') conversationId: string): Promise<z.output<typeof Answer>> {
    await this.versions.find(tenantId, conversationId);
    const jobId = randomUUID();
    await this.db.transaction(tenantId, (tx) => this.jobs.enqueue(tx, { id: jobId, kind: REDACT_AUDIO, conversationId, payload: {} }));
    return { jobId };
  }
}
