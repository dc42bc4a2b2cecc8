import { CLAIM_CHECKS, phoneForm, underFirstFree, VAULT, type ClaimChecks, type PartyMarks, type Vault } from '@callmesh/claim-check';
import { deterministicId, parseTranscript, recogniseTranscript, type CallContext, type ClaimCheck, type Party } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { inspectAudio, normaliseAudio, type NormalisedAudio } from '../../adapters/audio/normalise-audio.js';
import { WAV_MEDIA_TYPE, wavStream } from '../../adapters/audio/wav-header.js';
import { ByteIntake } from '../../adapters/intake/byte-intake.js';
import type { Spool } from '../../adapters/spool/spool.js';
import type { Outcome } from '../../domain/call.decider.js';
import type { MappedMetadata } from '../../domain/metadata/call-metadata.js';
import { knownParties, partyNumbers } from '../../domain/metadata/parties.js';
import { quarantineReason } from '../../domain/quarantine-reason.js';
import { Unprocessable } from '../../domain/refusals.errors.js';
import { shownFileName, shownVocabulary } from '../../domain/shown-file-name.js';
import type { Submission } from './submission.js';

interface Sound {
  readonly audio: NormalisedAudio;
  readonly claim: ClaimCheck;
}

const MAX_TRANSCRIPT_BYTES = 32 * 1024 * 1024;

/** Looks at received bytes and metadata, stores what is to be kept, and says what the capture is. */
@Injectable()
export class PrepareCapture {
  constructor(
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(VAULT) private readonly vault: Vault,
    private readonly intake: ByteIntake,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  /**
   * What is wrong with the capture itself is an outcome, not an error.
   * @param stored receives the objects as they are written, so that the caller can remove them when nothing comes of it.
   */
  async prepare(submission: Submission, mapped: MappedMetadata, conversationId: string, stored: ClaimCheck[]): Promise<Outcome> {
    try {
      return await this.accept(submission, mapped, conversationId, stored);
    } catch (error) {
      if (!(error instanceof Unprocessable)) throw error;
      // Stored while it was decoded, before its fault was found: quarantine has a name of its own for it.
      await this.discard(submission.tenantId, stored.splice(0));
      return this.quarantine(submission, mapped, conversationId, error, stored);
    }
  }

  /** Deletes objects that nothing refers to. */
  async discard(tenantId: string, claims: readonly ClaimCheck[]): Promise<void> {
    const reader = { actor: 'service:ingestion', purpose: 'remove what a capture does not keep' };
    await Promise.all(claims.map((claim) => this.claimChecks.delete(tenantId, claim, reader).catch(ignoreMissing)));
  }

  private async accept(submission: Submission, mapped: MappedMetadata, conversationId: string, stored: ClaimCheck[]): Promise<Outcome> {
    const { tenantId, bytes } = submission;
    const { spool } = bytes;
    if (!spool) throw new Unprocessable('AUDIO.TOO_LARGE', `the file has ${bytes.size} bytes, more than CALLMESH_MAX_UPLOAD_MB allows: raise it, or send the recording compressed`);
    const isTranscript = recogniseTranscript(await spool.read(0, 4096)) !== null;
    if (isTranscript) await this.checkTranscript(spool);
    else await inspectAudio(spool);
    if (submission.unreadable) throw submission.unreadable;
    const why = quarantineReason(mapped, this.config.env.CALLMESH_UNCONSENTED_HOURS);
    if (why) throw why;

    const put = async (artifact: string, content: Spool | ReturnType<typeof wavStream>, mediaType: string): Promise<ClaimCheck> => {
      const claim = await this.claimChecks.put({ tenantId, conversationId, artifact }, 'stream' in content ? content.stream() : content, mediaType);
      stored.push(claim);
      return claim;
    };
    const short = bytes.sha256.slice(0, 16);
    const [sound, original] = isTranscript
      ? [null, null]
      : await settled(this.normalise(spool, (content) => put(`audio.${short}.wav`, content, WAV_MEDIA_TYPE)), put(`original.${short}`, spool, 'application/octet-stream'));
    const transcript = isTranscript ? await put(`transcript.${short}`, spool, 'application/octet-stream') : null;
    const call = await this.contextOf(submission, mapped, conversationId, sound);
    return {
      kind: 'accepted',
      recording: {
        conversationId,
        call,
        receivedAt: submission.receivedAt,
        connection: submission.connection.id,
        fileName: shownFileName(submission.fileName, mapped.metadata),
        original,
        audio: sound?.claim ?? null,
        transcript,
        channelRoles: sound ? rolesOf(mapped, sound.audio.channels) : [],
        language: mapped.metadata.language,
        vocabulary: shownVocabulary(mapped.metadata.vocabulary, mapped.metadata),
      },
    };
  }

  private async checkTranscript(spool: Spool): Promise<void> {
    if (spool.size > MAX_TRANSCRIPT_BYTES) throw new Unprocessable('TRANSCRIPT.UNREADABLE', `the transcript has ${spool.size} bytes: one call's transcript is smaller than ${MAX_TRANSCRIPT_BYTES}`);
    try {
      parseTranscript(await spool.read(0, spool.size));
    } catch (error) {
      if (error instanceof DomainError) throw new Unprocessable('TRANSCRIPT.UNREADABLE', `${error.message}; correct it and re-submit it`, error.details);
      throw error;
    }
  }

  private async normalise(spool: Spool, put: (content: ReturnType<typeof wavStream>) => Promise<ClaimCheck>): Promise<Sound> {
    // The header of a WAV file names its length, which is known at the end only: the samples wait in a spool of their own.
    const samples = this.intake.newSpool();
    try {
      const maxDurationMs = this.config.env.CALLMESH_MAX_AUDIO_MINUTES * 60_000;
      const audio = await normaliseAudio(spool, maxDurationMs, (chunk) => samples.write(chunk));
      return { audio, claim: await put(wavStream(audio.channels, samples.size, samples.stream())) };
    } finally {
      await samples.close();
    }
  }

  private async quarantine(submission: Submission, mapped: MappedMetadata, conversationId: string, why: Unprocessable, stored: ClaimCheck[]): Promise<Outcome> {
    const { tenantId, bytes } = submission;
    // A name of its own: what is deleted from quarantine is never the original of a call that was accepted.
    const artifact = `quarantined.${bytes.sha256.slice(0, 16)}`;
    if (bytes.spool) stored.push(await this.claimChecks.put({ tenantId, conversationId, artifact }, bytes.spool.stream(), 'application/octet-stream'));
    const quarantineId = submission.quarantine?.id ?? deterministicId('quarantine', conversationId, bytes.sha256);
    return {
      kind: 'quarantined',
      quarantine: { conversationId, quarantineId, connection: submission.connection.id, code: why.code, reason: why.message, missing: [...mapped.missing], fileName: shownFileName(submission.fileName, mapped.metadata) },
    };
  }

  private async contextOf({ tenantId }: Submission, { metadata, assumed }: MappedMetadata, conversationId: string, sound: Sound | null): Promise<CallContext> {
    const { callId, agentId, startedAt } = metadata;
    if (callId === null || agentId === null || startedAt === null) throw new Error('a call without its required metadata was to be accepted');
    let customer: Party | null = null;
    for (const { role, value } of partyNumbers(metadata)) {
      // The line is the company's own: nobody is found by it.
      const form = role === 'line' ? null : phoneForm(value);
      // A later call of the same customer is known by the digits, without the number.
      const marks: PartyMarks = { parties: form === null ? [] : [form], ...(role === 'customer' && { recognisable: value.replace(/\D/g, '') }) };
      const party = await this.storeNumber(tenantId, conversationId, role === 'line' ? 'LINE' : 'PHONE', value, role === 'line' ? undefined : marks);
      if (role === 'customer') customer = party;
    }
    for (const { type, value, parties } of knownParties(metadata)) await this.vault.storeKnown(tenantId, conversationId, type, value, parties);
    return {
      platform: metadata.platform,
      platformCallId: callId,
      startedAt,
      timeZone: metadata.timeZone,
      direction: metadata.direction,
      agentId,
      durationMs: sound?.audio.durationMs ?? null,
      customer,
      consent: metadata.consent,
      assumed: [...assumed],
    };
  }

  /** A later version's other number gets the next placeholder. */
  private storeNumber(tenantId: string, conversationId: string, type: string, value: string, marks: PartyMarks | undefined): Promise<Party> {
    return underFirstFree(type, async (placeholder) => ({ placeholder, reference: await this.vault.store(tenantId, conversationId, placeholder, value, marks) }));
  }
}

/** Both, or the first error once neither is at work any more: until then the caller cannot know what there is to remove. */
async function settled<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

function rolesOf({ metadata }: MappedMetadata, channels: number): string[] {
  // Both speakers are on the one channel of a mono recording.
  return Array.from({ length: channels }, (_, channel) => (channels === 1 ? 'unknown' : (metadata.channelRoles[channel] ?? 'unknown')));
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'CLAIM.NOT_FOUND')) throw error;
}
