import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import type { Transcript } from '@callmesh/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { ReadTranscript } from './read-transcript.js';
import { TranscriptView, VersionQuery, VersionView } from './transcript.schema.js';
import { TranscriptVersions } from './transcript-versions.js';

@Controller('conversations')
@Roles('reviewer', 'supervisor', 'operator')
export class TranscriptController {
  constructor(
    private readonly reading: ReadTranscript,
    private readonly versions: TranscriptVersions,
  ) {}

  @Get(':id/transcript')
  @Documented({ summary: 'Read a redacted transcript of a conversation, the newest unless a version is named; the reading is audited', query: VersionQuery, response: TranscriptView })
  async show(@CurrentCaller() caller: Caller, @Param('id') conversationId: string, @Query() query: unknown): Promise<Transcript> {
    return this.reading.read(caller, conversationId, parseBody(VersionQuery, query).version);
  }

  @Get(':id/transcript/versions')
  @Documented({ summary: 'List the versions of a transcript, oldest first: what each was made of, and why', response: z.array(VersionView) })
  async list(@CurrentCaller() { tenantId }: Caller, @Param('id') conversationId: string): Promise<z.output<typeof VersionView>[]> {
    await this.versions.find(tenantId, conversationId);
    return (await this.versions.of(tenantId, conversationId)).map(({ transcript: _, ...shown }) => shown);
  }
}
