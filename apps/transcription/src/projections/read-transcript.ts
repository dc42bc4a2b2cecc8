import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import type { Transcript } from '@callmesh/contracts';
import type { Caller } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { TranscriptVersions } from './transcript-versions.js';

/** Opens a stored transcript for somebody; the reading is audited. */
@Injectable()
export class ReadTranscript {
  constructor(
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    private readonly versions: TranscriptVersions,
  ) {}

  /**
   * @param version the newest when it is not named.
   * @throws DomainError TRANSCRIPT.NOT_FOUND, TRANSCRIPT_VERSION.NOT_FOUND
   */
  async read({ tenantId, role, name }: Caller, conversationId: string, version?: number): Promise<Transcript> {
    const { transcript } = await this.versions.find(tenantId, conversationId, version);
    const bytes = await this.claimChecks.get(tenantId, transcript, { actor: `${role}:${name}`, purpose: 'read the transcript' });
    return JSON.parse(bytes.toString('utf8')) as Transcript;
  }
}
