import { Readable } from 'node:stream';
import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { deterministicId, type ClaimCheck, type Transcript } from '@callmesh/contracts';
import { DATABASE, DomainError, type Database, type Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { copyRecording, type CopiedSound } from '../../adapters/audio/copy-recording.js';
import { planSilence } from '../../adapters/audio/plan-silence.js';
import { proveCopy, type CopyProof } from '../../adapters/audio/prove-copy.js';
import { redactedSpans } from '../../domain/audio/redacted-spans.js';
import { unite, type SilencedSpan } from '../../domain/audio/silenced-spans.js';
import { TranscriptVersions } from '../../projections/transcript-versions.js';
import { originOf } from '../retranscribe/origins.js';
import { DESTROY_RAW_AUDIO, type DestroyRawAudio } from '../destroy-raw-audio/destroy-raw-audio.job.js';
import { audioPolicyOf, type AudioPolicy } from './audio-policies.js';
import { REDACT_AUDIO, type RedactAudio } from './redact-audio.work.js';
import { noteCopy, noteRecording, recordingOf, type Recording } from './recordings-table.js';

interface Made {
  /** What was said in it for which the raw recording must go. */
  readonly mustGo: readonly string[];
  readonly recording: Recording;
  readonly copy: ClaimCheck;
  readonly version: number;
  readonly spans: readonly SilencedSpan[];
  readonly proof: CopyProof;
}

const READER = { actor: 'service:transcription', purpose: 'make a redacted copy of a recording' };

/** Makes the copy of a recording that people hear, reads it again, and keeps it once it is proved. One at a time: transcribing goes before. */
@Injectable()
export class RedactAudioJob implements JobHandler<RedactAudio, Made> {
  readonly kind = REDACT_AUDIO;
  readonly limit = 1;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(JOBS) private readonly jobs: Jobs,
    private readonly versions: TranscriptVersions,
  ) {}

  async run(job: LeasedJob<RedactAudio>): Promise<Made> {
    const { tenantId, conversationId } = job;
    const { recording, filler, destroyRawAfter } = await this.recordingOf(job);
    const transcripts = await this.transcriptsOf(job);
    const version = Math.max(...transcripts.map((transcript) => transcript.version));
    await job.assertHeld();
    const source = await this.sourceOf(tenantId, recording);
    const stream = (claim: ClaimCheck): Promise<Readable> => this.claimChecks.stream(tenantId, claim, READER);
    const planned = await planSilence(await stream(source), transcripts.flatMap(redactedSpans));
    // What was silent in the copy before stays silent: a later engine may have missed it.
    const spans = unite(recording.spans, planned);
    await job.assertHeld();
    const copied: CopiedSound = { samples: 0, channels: 0, restSha256: '' };
    const content = Readable.from(copyRecording(await stream(source), spans, filler, copied), { objectMode: false });
    const copy = await this.claimChecks.put({ tenantId, conversationId, artifact: `audio.redacted.${version}.${job.token}.wav` }, content, 'audio/wav');
    try {
      await job.assertHeld();
      const proof = await proveCopy(await stream(copy), spans, filler, copied);
      return { recording, copy, version, spans, proof, mustGo: destroyRawAfter.filter((type) => transcripts.some(({ redactions }) => redactions.some((one) => one.type === type))) };
    } catch (error) {
      await this.claimChecks.delete(tenantId, copy, { ...READER, purpose: 'remove a redacted copy that was not proved' });
      throw error;
    }
  }

  async complete(tx: Tx, { id, conversationId }: LeasedJob<RedactAudio>, { recording, mustGo, ...made }: Made): Promise<void> {
    await noteCopy(tx, conversationId, recording.audio.uri, made);
    const before = recording.copy;
    // A crash in between leaves an encrypted object that nothing names: `callmesh claims sweep` finds it.
    if (before) tx.afterCommit(() => void this.claimChecks.delete(tx.tenantId, before, { ...READER, purpose: 'remove the redacted copy before this one' }).catch(() => undefined));
    // The release before looks here.
    await tx.query(
      `insert into redacted_audio (tenant_id, conversation_id, transcript_version, audio) values ($1, $2, $3, $4)
       on conflict (tenant_id, conversation_id) do update set transcript_version = excluded.transcript_version, audio = excluded.audio, made_at = clock_timestamp()`,
      [tx.tenantId, conversationId, made.version, JSON.stringify(made.copy)],
    );
    if (mustGo.length === 0 || recording.destroyedAt !== null) return;
    const payload: DestroyRawAudio = { recording: recording.audio.uri, because: `${mustGo.join(', ')} was said in it` };
    await this.jobs.enqueue(tx, { id: deterministicId(DESTROY_RAW_AUDIO, id), kind: DESTROY_RAW_AUDIO, conversationId, payload });
  }

  async fail(): Promise<void> {
    // The failed job says why; the recording stays as it is.
  }

  private async recordingOf({ tenantId, conversationId, payload }: LeasedJob<RedactAudio>): Promise<AudioPolicy & { readonly recording: Recording }> {
    return this.db.transaction(tenantId, async (tx) => {
      const origin = await originOf(tx, conversationId);
      const uri = payload.recording ?? (origin?.kind === 'import-transcript' ? undefined : origin?.payload.source.uri);
      if (uri === undefined) throw new DomainError('AUDIO.NOT_FOUND', `conversation ${conversationId} has no recording`);
      const known = await recordingOf(tx, conversationId, uri);
      const policy = await audioPolicyOf(tx);
      if (known) return { ...policy, recording: known };
      // It came before recordings were noted.
      if (origin?.payload.source.uri !== uri) throw new DomainError('AUDIO.NOT_FOUND', `conversation ${conversationId} has no such recording`);
      await noteRecording(tx, conversationId, { audio: origin.payload.source, original: null, audioVersion: 1 });
      return { ...policy, recording: { audio: origin.payload.source, original: null, audioVersion: 1, copy: null, spans: [], proof: null, provedAt: null, destroyedAt: null, destroyedBecause: null } };
    });
  }

  private async transcriptsOf({ tenantId, conversationId, payload }: LeasedJob<RedactAudio>): Promise<Transcript[]> {
    const versions = payload.versions ?? [(await this.versions.find(tenantId, conversationId)).version];
    return Promise.all(
      versions.map(async (version) => {
        const { transcript } = await this.versions.find(tenantId, conversationId, version);
        return JSON.parse((await this.claimChecks.get(tenantId, transcript, READER)).toString('utf8')) as Transcript;
      }),
    );
  }

  /** The raw recording; where it is gone, the copy before this one. */
  private async sourceOf(tenantId: string, { audio, copy }: Recording): Promise<ClaimCheck> {
    try {
      (await this.claimChecks.stream(tenantId, audio, READER)).destroy();
      return audio;
    } catch (error) {
      if (!copy || !(error instanceof DomainError) || error.code !== 'CLAIM.NOT_FOUND') throw error;
      return copy;
    }
  }
}
