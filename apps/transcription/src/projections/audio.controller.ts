import { CLAIM_CHECKS, type ClaimChecks, type Reader } from '@callmesh/claim-check';
import type { ClaimCheck } from '@callmesh/contracts';
import { DATABASE, DomainError, type Database } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, Roles, sendObject, type Caller, type ObjectReply } from '@callmesh/service-defaults';
import { Controller, Get, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { z } from 'zod';
import { newestRecording, recordingsOf } from '../commands/redact-audio/recordings-table.js';

/** A player asks for the link again when it is over. */
const LINK_SECONDS = 900;

const Link = z.object({
  path: z.string().describe('for `<audio src>`: GET it without a key, until it expires; whoever has it hears the call'),
  expiresInSeconds: z.number().int(),
  bytes: z.number().int(),
  mediaType: z.string(),
});
const RecordingView = z.object({
  audioVersion: z.number().int(),
  original: z.string().nullable().describe('claim check of the recording as received; null where it is not known, or gone'),
  audio: z.string().nullable().describe('claim check of its normalised form; null when it is gone'),
  copy: z.object({ uri: z.string(), bytes: z.number().int(), provedAt: z.string(), silencedMs: z.number().int(), spans: z.number().int(), filler: z.enum(['silence', 'tone']) }).nullable().describe('the redacted copy; null until it is made and proved'),
  destroyedAt: z.string().nullable(),
  destroyedBecause: z.string().nullable().describe('what was said in it for which the raw recording had to go'),
});

@Controller('conversations')
export class AudioController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
  ) {}

  @Get(':id/audio')
  @Roles('reviewer', 'supervisor', 'operator')
  @Documented({ summary: 'Hear a call: the copy of its recording in which everything that is redacted in the transcript is silent; answers ranges; the reading is audited', produces: 'audio/wav', response: z.string().meta({ format: 'binary' }) })
  async hear(@CurrentCaller() caller: Caller, @Param('id') conversationId: string, @Headers('range') range: string | undefined, @Res() reply: ObjectReply): Promise<void> {
    const copy = await this.copyOf(caller.tenantId, conversationId);
    await sendObject(reply, copy, range, (part) => this.claimChecks.stream(caller.tenantId, copy, readerOf(caller), part));
  }

  @Post(':id/audio/link')
  @HttpCode(201)
  @Roles('reviewer', 'supervisor', 'operator')
  @Documented({ summary: 'Get a short-lived address of the redacted recording for a player that cannot send a key; giving and using it are audited', response: Link })
  async link(@CurrentCaller() caller: Caller, @Param('id') conversationId: string): Promise<z.output<typeof Link>> {
    const copy = await this.copyOf(caller.tenantId, conversationId);
    const token = await this.claimChecks.grant(caller.tenantId, copy, readerOf(caller), LINK_SECONDS * 1000);
    return { path: `/api/v1/grants/${token}`, expiresInSeconds: LINK_SECONDS, bytes: copy.bytes, mediaType: copy.mediaType };
  }

  @Get(':id/recordings')
  @Roles('supervisor', 'operator', 'raw-audio')
  @Documented({ summary: 'List the recordings of a call, newest first: whether each is still there as it was received, and what was measured on its redacted copy', response: z.array(RecordingView) })
  async list(@CurrentCaller() { tenantId }: Caller, @Param('id') conversationId: string): Promise<z.output<typeof RecordingView>[]> {
    const recordings = await this.db.transaction(tenantId, (tx) => recordingsOf(tx, conversationId));
    return recordings.map(({ audioVersion, audio, original, copy, proof, provedAt, destroyedAt, destroyedBecause }) => ({
      audioVersion,
      original: destroyedAt === null ? (original?.uri ?? null) : null,
      audio: destroyedAt === null ? audio.uri : null,
      copy: copy && proof && provedAt !== null ? { uri: copy.uri, bytes: copy.bytes, provedAt, silencedMs: Math.round(proof.silenced / 16), spans: proof.spans, filler: proof.filler } : null,
      destroyedAt,
      destroyedBecause,
    }));
  }

  private async copyOf(tenantId: string, conversationId: string): Promise<ClaimCheck> {
    const { copy } = await this.db.transaction(tenantId, (tx) => newestRecording(tx, conversationId));
    if (copy) return copy;
    throw new DomainError('AUDIO.NOT_READY', 'the redacted copy of this recording is not made yet: it is made once the call is transcribed; `callmesh jobs ls` shows what it waits for');
  }
}

const readerOf = ({ role, name }: Caller): Reader => ({ actor: `${role}:${name}`, purpose: 'hear the redacted recording' });
