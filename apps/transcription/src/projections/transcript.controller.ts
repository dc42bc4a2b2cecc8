import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import type { Transcript } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { z } from 'zod';
import { TranscriptionRecords } from '../commands/transcribe-call/transcription-records.js';

const Timed = { startMs: z.number().int(), endMs: z.number().int(), confidence: z.number().nullable() };
const TranscriptView = z.object({
  conversationId: z.string(),
  version: z.number().int(),
  engine: z.string(),
  engineVersion: z.string(),
  language: z.string().nullable(),
  durationMs: z.number().int(),
  utterances: z.array(
    z.object({ id: z.string(), speaker: z.enum(['customer', 'agent', 'unknown']), channel: z.number().int().nullable(), text: z.string(), words: z.array(z.object({ text: z.string(), ...Timed })), ...Timed }),
  ),
  redactions: z.array(z.object({ placeholder: z.string(), type: z.string(), kept: z.boolean() })),
});

@Controller('conversations')
@Roles('reviewer', 'supervisor', 'operator')
export class TranscriptController {
  constructor(
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    private readonly records: TranscriptionRecords,
  ) {}

  @Get(':id/transcript')
  @Documented({ summary: 'Read the newest redacted transcript of a conversation; the reading is audited', response: TranscriptView })
  async show(@CurrentCaller() { tenantId, role, name }: Caller, @Param('id') conversationId: string): Promise<Transcript> {
    const state = await this.records.stateOf(tenantId, conversationId);
    if (state.situation !== 'transcribed') {
      const why = state.situation === 'failed' ? `its transcription failed (${state.code})` : 'it is not transcribed (yet)';
      throw new DomainError('TRANSCRIPT.NOT_FOUND', `conversation ${conversationId} has no transcript: ${why}`);
    }
    const bytes = await this.claimChecks.get(tenantId, state.transcript, { actor: `${role}:${name}`, purpose: 'read the transcript' });
    return JSON.parse(bytes.toString('utf8')) as Transcript;
  }
}
