import { Readable } from 'node:stream';
import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import type { ClaimCheck, Transcript } from '@callmesh/contracts';
import { DATABASE, DomainError, type Database, type Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { silenceSpans } from '../../adapters/audio/silence-spans.js';
import { redactedSpans } from '../../domain/redacted-spans.js';
import { TranscriptVersions } from '../../projections/transcript-versions.js';
import { originOf } from '../retranscribe/origins.js';

export const REDACT_AUDIO = 'redact-audio';

interface Redacted {
  readonly version: number;
  readonly audio: ClaimCheck;
}

/** Makes a copy of a recording in which what the newest transcript redacts is silent. */
@Injectable()
export class RedactAudioJob implements JobHandler<object, Redacted> {
  readonly kind = REDACT_AUDIO;
  readonly limit = 1;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    private readonly versions: TranscriptVersions,
  ) {}

  async run(job: LeasedJob<object>): Promise<Redacted> {
    const { tenantId, conversationId } = job;
    const reader = { actor: 'service:transcription', purpose: 'make a redacted copy of a recording' };
    const origin = await this.db.transaction(tenantId, (tx) => originOf(tx, conversationId));
    if (!origin || origin.kind === 'import-transcript') throw new DomainError('AUDIO.NOT_FOUND', `conversation ${conversationId} has no recording`);
    const { version, transcript: claim } = await this.versions.find(tenantId, conversationId);
    const transcript = JSON.parse((await this.claimChecks.get(tenantId, claim, reader)).toString('utf8')) as Transcript;
    await job.assertHeld();
    const raw = await this.claimChecks.stream(tenantId, origin.payload.source, reader);
    const content = Readable.from(silenceSpans(raw, redactedSpans(transcript)), { objectMode: false });
    return { version, audio: await this.claimChecks.put({ tenantId, conversationId, artifact: `audio.redacted.${version}.wav` }, content, 'audio/wav') };
  }

  async complete(tx: Tx, { conversationId }: LeasedJob<object>, { version, audio }: Redacted): Promise<void> {
    await tx.query(
      `insert into redacted_audio (tenant_id, conversation_id, transcript_version, audio) values ($1, $2, $3, $4)
       on conflict (tenant_id, conversation_id) do update set transcript_version = excluded.transcript_version, audio = excluded.audio, made_at = clock_timestamp()`,
      [tx.tenantId, conversationId, version, JSON.stringify(audio)],
    );
  }

  async fail(): Promise<void> {
    // The failed job says why; the recording stays as it is.
  }
}

/** The redacted copy of a call's recording; undefined when none was made. */
export async function redactedAudioOf(tx: Tx, conversationId: string): Promise<ClaimCheck | undefined> {
  const { rows } = await tx.query<{ audio: ClaimCheck }>('select audio from redacted_audio where conversation_id = $1', [conversationId]);
  return rows[0]?.audio;
}
