import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { DATABASE, DomainError, type Database } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { newestRecording } from '../commands/redact-audio/recordings-table.js';
import { sendAudio } from './send-audio.js';

@Controller('conversations')
@Roles('reviewer', 'supervisor', 'operator')
export class AudioController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
  ) {}

  @Get(':id/audio')
  @Documented({ summary: 'Hear a call: the copy of its recording in which everything that is redacted in the transcript is silent; answers ranges; the reading is audited', produces: 'audio/wav', response: z.string().meta({ format: 'binary' }) })
  async hear(@CurrentCaller() { tenantId, role, name }: Caller, @Param('id') conversationId: string, @Headers('range') range: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { copy } = await this.db.transaction(tenantId, (tx) => newestRecording(tx, conversationId));
    if (!copy) throw new DomainError('AUDIO.NOT_READY', `the redacted copy of this recording is not made yet: it is made once the call is transcribed; \`callmesh jobs ls\` shows what it waits for`);
    await sendAudio(reply, copy, range, (part) => this.claimChecks.stream(tenantId, copy, { actor: `${role}:${name}`, purpose: 'hear the redacted recording' }, part));
  }
}
