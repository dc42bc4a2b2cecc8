import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { deterministicId } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { AUDIBLE_RMS } from '../../adapters/audio/pcm.js';
import { wavFrames } from '../../adapters/audio/wav-frames.js';
import { cutPoints, FRAME_MS } from '../../domain/long-call/cut-points.js';
import { failTranscription, type TranscribeCall } from '../transcribe-call/transcribe-call.js';
import { TranscriptionRecords } from '../transcribe-call/transcription-records.js';
import { OVERLAP_MS, writeParts } from './call-parts.js';

/** A cut is sought within so much of its place. */
const SEARCH_MS = 120_000;
const MINUTE_MS = 60_000;

/** What one part's job is to hear. */
export interface TranscribePart extends TranscribeCall {
  readonly planId: string;
  readonly part: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Cuts a recording that is too long for one job, in silence; each part becomes a job of its own. */
@Injectable()
export class SplitRecordingJob implements JobHandler<TranscribeCall, number[]> {
  readonly kind = 'split-recording';
  readonly limit = 1;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;
  private readonly limitMs: number;

  constructor(
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(JOBS) private readonly jobs: Jobs,
    private readonly records: TranscriptionRecords,
    @Inject(SERVICE_CONFIG) { env }: ServiceConfig,
  ) {
    this.limitMs = env.CALLMESH_PART_MINUTES * MINUTE_MS;
  }

  /** @returns the parts' edges: the beginning, the cuts, the end. */
  async run(job: LeasedJob<TranscribeCall>): Promise<number[]> {
    await job.assertHeld();
    const content = await this.claimChecks.stream(job.tenantId, job.payload.source, { actor: 'service:transcription', purpose: 'cut a long recording' });
    const frames = await wavFrames(content);
    return [0, ...cutPoints(frames, { limitMs: this.limitMs, searchMs: SEARCH_MS, audibleRms: AUDIBLE_RMS }), frames.length * FRAME_MS];
  }

  async complete(tx: Tx, job: LeasedJob<TranscribeCall>, edges: number[]): Promise<void> {
    const { id: planId, conversationId, payload } = job;
    await writeParts(tx, planId, conversationId, edges);
    const last = edges.length - 2;
    for (let part = 0; part <= last; part += 1) {
      const fromMs = Math.max(0, (edges[part] ?? 0) - OVERLAP_MS);
      const toMs = (edges[part + 1] ?? 0) + (part === last ? 0 : OVERLAP_MS);
      const piece: TranscribePart = { ...payload, planId, part, fromMs, toMs };
      await this.jobs.enqueue(tx, { id: deterministicId('part', planId, part), kind: 'transcribe-part', conversationId, payload: piece });
    }
  }

  fail(tx: Tx, job: LeasedJob<TranscribeCall>, error: Error): Promise<void> {
    return failTranscription(this.records, tx, job, error);
  }
}
