import { CLAIM_CHECKS, HOLDS, type ClaimChecks, type Holds } from '@callmesh/claim-check';
import type { ClaimCheck } from '@callmesh/contracts';
import { DATABASE, DomainError, type Database, type Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { TransientError } from '@callmesh/messaging';
import { rootLogger } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { findOverdueWithoutConsent, forgetOriginal } from '../../adapters/tables/quarantine-table.js';

/** Payload of the job. */
export interface DiscardWithoutConsent {
  readonly quarantineId: string;
}

/**
 * Deletes a recording whose time in quarantine is over and to which nobody has said that the parties agreed. Its entry stays, without the bytes.
 * What is on legal hold stays; retention of the quarantine takes it once it is released.
 */
@Injectable()
export class DiscardWithoutConsentJob implements JobHandler<DiscardWithoutConsent, ClaimCheck | null> {
  readonly kind = 'discard-without-consent';
  readonly limit = 4;
  readonly leaseMs = 30_000;
  readonly maxAttempts = 20;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(HOLDS) private readonly holds: Holds,
  ) {}

  async run(job: LeasedJob<DiscardWithoutConsent>): Promise<ClaimCheck | null> {
    const original = await this.db.transaction(job.tenantId, (tx) => findOverdueWithoutConsent(tx, job.payload.quarantineId));
    if (!original || (await this.holds.isOnHold(job.tenantId, job.conversationId))) return null;
    await job.assertHeld();
    try {
      await this.claimChecks.delete(job.tenantId, original, { actor: 'service:ingestion', purpose: 'delete a recording without consent' });
    } catch (error) {
      const isGone = error instanceof DomainError && ['CLAIM.NOT_FOUND', 'CLAIM.ERASED'].includes(error.code);
      if (!isGone) throw new TransientError('the recording could not be deleted', { cause: error });
    }
    return original;
  }

  async complete(tx: Tx, { payload }: LeasedJob<DiscardWithoutConsent>, deleted: ClaimCheck | null): Promise<void> {
    if (deleted) await forgetOriginal(tx, payload.quarantineId, deleted);
  }

  async fail(_tx: Tx, { id, conversationId, payload }: LeasedJob<DiscardWithoutConsent>): Promise<void> {
    rootLogger().error({ conversationId, ...payload, jobId: id }, 'a recording without consent could not be deleted: mend the object store, then `callmesh jobs retry ingestion <jobId>`');
  }
}
