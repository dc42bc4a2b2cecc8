import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import type { ClaimCheck } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { rootLogger } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';

/** Removes a transcript as it was received, after its redacted form is committed. */
@Injectable()
export class DiscardRawTranscriptJob implements JobHandler<{ claim: ClaimCheck }, void> {
  readonly kind = 'discard-raw-transcript';
  readonly limit = 4;
  readonly leaseMs = 30_000;
  readonly maxAttempts = 20;

  constructor(@Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks) {}

  async run(job: LeasedJob<{ claim: ClaimCheck }>): Promise<void> {
    await job.assertHeld();
    try {
      await this.claimChecks.delete(job.tenantId, job.payload.claim, { actor: 'service:transcription', purpose: 'remove the raw transcript' });
    } catch (error) {
      const isGone = error instanceof DomainError && ['CLAIM.NOT_FOUND', 'CLAIM.ERASED'].includes(error.code);
      if (!isGone) throw Object.assign(new Error('the raw transcript could not be removed', { cause: error }), { transient: true, code: 'TRANSCRIPT.NOT_REMOVED' });
    }
  }

  async complete(): Promise<void> {
    // The job's own completion says it all.
  }

  async fail(_tx: unknown, job: LeasedJob<{ claim: ClaimCheck }>): Promise<void> {
    rootLogger().error({ conversationId: job.conversationId, uri: job.payload.claim.uri }, 'a raw transcript could not be removed: delete the object by hand');
  }
}
