import type { CallRetranscribedV1, CallTranscribedV1, ClaimCheck } from '@callmesh/contracts';
import { DATABASE, DomainError, EVENT_STORE, type Database, type EventStore, type StoredEvent } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { streamOf } from '../commands/transcribe-call/transcription-records.js';

/** One version of a call's transcript, readable for as long as the conversation is. */
export interface TranscriptVersion {
  readonly version: number;
  readonly transcript: ClaimCheck;
  readonly engine: string;
  readonly engineVersion: string;
  readonly language: string | null;
  readonly utterances: number;
  readonly words: number;
  readonly confidence: number | null;
  /** recorded, requested, better-engine, clean-up, …: why it was made. */
  readonly reason: string;
  /** raw-audio, redacted-audio, import or transcript: what it was made of. */
  readonly source: string;
  /** The version before, when this one took its place. */
  readonly replaces: number | null;
  /** ISO 8601 UTC. */
  readonly madeAt: string;
}

type Made = CallTranscribedV1 & Partial<Pick<CallRetranscribedV1, 'reason' | 'source' | 'replaces'>>;

/** Reads the history of a call's transcripts: what events tell, and what was kept from before cleaning up. */
@Injectable()
export class TranscriptVersions {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** @returns all versions, oldest first; [] when there is none. */
  async of(tenantId: string, conversationId: string): Promise<TranscriptVersion[]> {
    return this.db.transaction(tenantId, async (tx) => {
      const history = await this.store.load(tx, streamOf(conversationId));
      const { rows } = await tx.query<{ transcript: CallTranscribedV1; reason: string; source: string; made_at: Date }>(
        'select transcript, reason, source, made_at from transcript_originals where conversation_id = $1',
        [conversationId],
      );
      const originals = rows.map(({ transcript, reason, source, made_at: madeAt }) => versionOf({ ...transcript, reason, source }, madeAt.toISOString(), null));
      const first = new Set(originals.map(({ version }) => version));
      const told = history.flatMap((event) => fromEvent(event, first));
      return [...originals, ...told].sort((one, two) => one.version - two.version);
    });
  }

  /** @throws DomainError TRANSCRIPT.NOT_FOUND, TRANSCRIPT_VERSION.NOT_FOUND */
  async find(tenantId: string, conversationId: string, version?: number): Promise<TranscriptVersion> {
    const versions = await this.of(tenantId, conversationId);
    const newest = versions.at(-1);
    if (!newest) throw new DomainError('TRANSCRIPT.NOT_FOUND', `conversation ${conversationId} has no transcript: ${await this.whyNot(tenantId, conversationId)}`);
    const found = version === undefined ? newest : versions.find((one) => one.version === version);
    if (!found) throw new DomainError('TRANSCRIPT_VERSION.NOT_FOUND', `conversation ${conversationId} has no transcript version ${version}: there are ${versions.map((one) => one.version).join(', ')}`);
    return found;
  }

  private async whyNot(tenantId: string, conversationId: string): Promise<string> {
    const history = await this.db.transaction(tenantId, (tx) => this.store.load(tx, streamOf(conversationId)));
    const failed = history.findLast(({ type }) => type === 'call.transcription-failed.v1');
    return failed?.type === 'call.transcription-failed.v1' ? `its transcription failed (${failed.data.code})` : 'it is not transcribed (yet)';
  }
}

function fromEvent({ type, data, metadata }: StoredEvent, originals: ReadonlySet<number>): TranscriptVersion[] {
  if (type !== 'call.transcribed.v1' && type !== 'call.retranscribed.v1') return [];
  const isCleaned = originals.has(data.transcriptVersion - 1);
  const made: Made = type === 'call.retranscribed.v1' ? data : { ...data, ...(isCleaned ? { reason: 'clean-up', source: 'transcript' } : {}) };
  const replaces = isCleaned ? data.transcriptVersion - 1 : (made.replaces ?? null);
  return [versionOf(made, metadata.time, replaces)];
}

function versionOf(made: Made, madeAt: string, replaces: number | null): TranscriptVersion {
  const { transcriptVersion: version, transcript, engine, engineVersion, language, utterances, words, confidence } = made;
  const source = made.source ?? (engine === 'import' ? 'import' : 'raw-audio');
  return { version, transcript, engine, engineVersion, language, utterances, words, confidence, reason: made.reason ?? 'recorded', source, replaces, madeAt };
}
