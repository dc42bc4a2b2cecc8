import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { deterministicId } from '@callmesh/contracts';
import { DATABASE, DomainError, type Database, type Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { conversationOf } from '../../domain/conversation-of.js';
import type { HeardSound } from '../../domain/heard-sound.js';
import { stitchParts, type HeardPart } from '../../domain/long-call/stitch-parts.js';
import { StoreTranscript, type StoredTranscript } from '../transcribe-call/store-transcript.js';
import { failTranscription, keepHeard, recordStored, type TranscribeCall } from '../transcribe-call/transcribe-call.js';
import { TranscriptionRecords } from '../transcribe-call/transcription-records.js';
import { OVERLAP_MS, partsOf } from './call-parts.js';

type StitchParts = TranscribeCall & { readonly planId: string };

/** Makes one conversation of a long call's parts, and from there on it is a call like any other. */
@Injectable()
export class StitchPartsJob implements JobHandler<StitchParts, StoredTranscript> {
  readonly kind = 'stitch-parts';
  readonly limit = 2;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(JOBS) private readonly jobs: Jobs,
    private readonly transcripts: StoreTranscript,
    private readonly records: TranscriptionRecords,
  ) {}

  async run(job: LeasedJob<StitchParts>): Promise<StoredTranscript> {
    const { tenantId, payload } = job;
    const parts: HeardPart[] = [];
    for (const { part, fromMs, heard } of await this.db.transaction(tenantId, (tx) => partsOf(tx, payload.planId))) {
      if (heard === null) throw new DomainError('TRANSCRIPT.PART_MISSING', `part ${part} of the call was not heard yet: \`callmesh jobs ls\` shows its job`);
      const bytes = await this.claimChecks.get(tenantId, heard, { actor: 'service:transcription', purpose: 'stitch the parts of a long call' });
      parts.push({ fromMs, sound: JSON.parse(bytes.toString('utf8')) as HeardSound });
    }
    return keepHeard(this.records, this.transcripts, job, conversationOf(stitchParts(parts, OVERLAP_MS), payload));
  }

  async complete(tx: Tx, job: LeasedJob<StitchParts>, stored: StoredTranscript): Promise<void> {
    await recordStored(this.records, tx, job, stored);
    for (const { part, heard } of await partsOf(tx, job.payload.planId)) {
      if (heard) await this.jobs.enqueue(tx, { id: deterministicId('discard', job.id, part), kind: 'discard-raw-transcript', conversationId: job.conversationId, payload: { claim: heard } });
    }
    await tx.query('delete from call_parts where plan_id = $1', [job.payload.planId]);
  }

  fail(tx: Tx, job: LeasedJob<StitchParts>, error: Error): Promise<void> {
    return failTranscription(this.records, tx, job, error);
  }
}
