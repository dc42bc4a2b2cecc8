import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { deterministicId, type ClaimCheck } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { SpeechEngine } from '../../adapters/speech/speech-engine.adapter.js';
import { failTranscription } from '../transcribe-call/transcribe-call.js';
import { TranscriptionRecords } from '../transcribe-call/transcription-records.js';
import { noteHeard } from './call-parts.js';
import type { TranscribePart } from './split-recording.job.js';

/** Hears one part of a long call. What it hears waits for the other parts, sealed with the conversation's key; it is removed when they are stitched. */
@Injectable()
export class TranscribePartJob implements JobHandler<TranscribePart, ClaimCheck> {
  readonly kind = 'transcribe-part';
  readonly limit: number;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;

  constructor(
    private readonly engine: SpeechEngine,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(JOBS) private readonly jobs: Jobs,
    private readonly records: TranscriptionRecords,
    @Inject(SERVICE_CONFIG) { env }: ServiceConfig,
  ) {
    this.limit = env.WHISPER_JOBS;
  }

  async run(job: LeasedJob<TranscribePart>): Promise<ClaimCheck> {
    const { tenantId, conversationId, payload } = job;
    const { planId, part, fromMs, toMs } = payload;
    const sound = await this.engine.listen({ tenantId, conversationId, ...payload }, job, { fromMs, toMs });
    await job.assertHeld();
    return this.claimChecks.put({ tenantId, conversationId, artifact: `heard.${planId.slice(0, 8)}.${part}.${job.token}.json` }, Buffer.from(JSON.stringify(sound)), 'application/json');
  }

  async complete(tx: Tx, job: LeasedJob<TranscribePart>, heard: ClaimCheck): Promise<void> {
    const { conversationId, payload } = job;
    const { part, planId, fromMs: _, toMs: __, ...call } = payload;
    if (!(await noteHeard(tx, planId, part, heard))) return;
    await this.jobs.enqueue(tx, { id: deterministicId('stitch', planId), kind: 'stitch-parts', conversationId, payload: { ...call, planId } });
  }

  fail(tx: Tx, job: LeasedJob<TranscribePart>, error: Error): Promise<void> {
    return failTranscription(this.records, tx, job, error);
  }
}
