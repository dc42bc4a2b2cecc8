import { CLAIM_CHECKS, HOLDS, type ClaimChecks, type Holds } from '@callmesh/claim-check';
import { deterministicId, type ClaimCheck } from '@callmesh/contracts';
import { DATABASE, DomainError, type Database, type Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { TransientError } from '@callmesh/messaging';
import { rootLogger } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { noteDestroyed, recordingOf } from '../redact-audio/recordings-table.js';

export const DESTROY_RAW_AUDIO = 'destroy-raw-audio';

/** Which recording, by its `claim://…`, and why. */
export interface DestroyRawAudio {
  readonly recording: string;
  /** Types of what was said, never the words. */
  readonly because: string;
}

type Outcome = 'destroyed' | 'held' | 'kept';
const HOLD_LOOK_MS = 24 * 3_600_000;

/**
 * Destroys a recording as it was received and as it was normalised. Never before its redacted copy is proved; on legal hold it is looked at again
 * each day. Ingestion wrote the objects and named them in its event; whoever was given a claim check may ask for its end.
 */
@Injectable()
export class DestroyRawAudioJob implements JobHandler<DestroyRawAudio, Outcome> {
  readonly kind = DESTROY_RAW_AUDIO;
  readonly limit = 4;
  readonly leaseMs = 30_000;
  readonly maxAttempts = 20;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(HOLDS) private readonly holds: Pick<Holds, 'isOnHold'>,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {}

  async run(job: LeasedJob<DestroyRawAudio>): Promise<Outcome> {
    const { tenantId, conversationId, payload } = job;
    const recording = await this.db.transaction(tenantId, (tx) => recordingOf(tx, conversationId, payload.recording));
    if (!recording?.copy || recording.provedAt === null) return 'kept';
    if (await this.holds.isOnHold(tenantId, conversationId)) return 'held';
    await job.assertHeld();
    const reader = { actor: 'service:transcription', purpose: `destroy a raw recording: ${payload.because}` };
    for (const claim of [recording.original ?? originalOf(recording.audio), recording.audio]) {
      await this.claimChecks.delete(tenantId, claim, reader).catch((error: unknown) => {
        const isGone = error instanceof DomainError && ['CLAIM.NOT_FOUND', 'CLAIM.ERASED'].includes(error.code);
        if (!isGone) throw new TransientError('the raw recording could not be destroyed', { cause: error });
      });
    }
    return 'destroyed';
  }

  async complete(tx: Tx, { id, conversationId, payload, token }: LeasedJob<DestroyRawAudio>, outcome: Outcome): Promise<void> {
    if (outcome === 'destroyed') await noteDestroyed(tx, conversationId, payload.recording, payload.because);
    if (outcome !== 'held') return;
    await this.jobs.enqueue(tx, { id: deterministicId(DESTROY_RAW_AUDIO, id, token), kind: DESTROY_RAW_AUDIO, conversationId, payload, runAt: new Date(Date.now() + HOLD_LOOK_MS).toISOString() });
  }

  async fail(_tx: Tx, { id, conversationId }: LeasedJob<DestroyRawAudio>): Promise<void> {
    rootLogger().error({ conversationId, jobId: id }, 'a raw recording could not be destroyed: mend the object store, then `callmesh jobs retry transcription <jobId>`');
  }
}

/** Ingestion names both forms by the same hash of what was received; only the name is needed to remove one. */
function originalOf(audio: ClaimCheck): ClaimCheck {
  return { ...audio, uri: audio.uri.replace(/\/audio\.([^/]+)\.wav$/, '/original.$1') };
}
