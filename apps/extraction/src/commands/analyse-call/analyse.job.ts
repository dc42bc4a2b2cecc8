import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import type { CallContext, ClaimCheck, Transcript } from '@callmesh/contracts';
import { EVENT_STORE, handleCommand, type EventStore, type Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { analysisDecider } from '../../domain/analysis.decider.js';
import { transcriptUnreadable } from '../../domain/extraction.errors.js';
import type { EngineAnswer } from '../../domain/finding.js';
import { ReadCall } from './read-call.js';

/** References only: the words stay behind the claim check. */
export interface AnalyseCall {
  readonly transcript: ClaimCheck;
  readonly transcriptVersion: number;
  readonly call: CallContext;
  /** The `call.transcribed` event that asked for it. */
  readonly causationId: string;
  readonly traceparent: string | null;
}

/** Reads the redacted transcript, asks the engines, appends facts and analysis in one append. */
@Injectable()
export class AnalyseJob implements JobHandler<AnalyseCall, EngineAnswer> {
  readonly kind = 'analyse';
  readonly limit = 4;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;

  constructor(
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly reader: ReadCall,
  ) {}

  async run(job: LeasedJob<AnalyseCall>): Promise<EngineAnswer> {
    await job.assertHeld();
    const bytes = await this.claimChecks.get(job.tenantId, job.payload.transcript, { actor: 'service:extraction', purpose: 'analyse' });
    const { id, tenantId, conversationId, attempt, signal, payload } = job;
    return this.reader.read({ id, tenantId, conversationId, attempt, signal, call: payload.call, transcript: readTranscript(conversationId, bytes), assertHeld: () => job.assertHeld() });
  }

  async complete(tx: Tx, job: LeasedJob<AnalyseCall>, answer: EngineAnswer): Promise<void> {
    const { call, transcriptVersion, causationId, traceparent } = job.payload;
    const { conversationId } = job;
    const command = { conversationId, call, transcriptVersion, answer };
    await handleCommand(this.store, analysisDecider, tx, `analysis-${conversationId}`, command, { conversationId, causationId, time: new Date().toISOString(), traceparent });
  }

  /** Nothing was learned of the call, so nothing is said: the failed job keeps the reason, and the thread shows the call stuck before its analysis. */
  async fail(): Promise<void> {}
}

function readTranscript(conversationId: string, bytes: Buffer): Transcript {
  try {
    const transcript = JSON.parse(bytes.toString('utf8')) as Transcript;
    if (Array.isArray(transcript.utterances)) return transcript;
  } catch (error) {
    throw transcriptUnreadable(conversationId, (error as Error).name);
  }
  throw transcriptUnreadable(conversationId, 'it has no utterances');
}
