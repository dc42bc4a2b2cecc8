import type { ClaimCheck } from '@callmesh/contracts';
import { DomainError, type Tx } from '@callmesh/event-sourcing';
import type { SilencedSpan } from '../../domain/audio/silenced-spans.js';
import type { CopyProof } from '../../adapters/audio/prove-copy.js';

/** A recording that came in: raw until it is destroyed, and its redacted copy once that is proved. */
export interface Recording {
  /** Normalised: WAV, 16 kHz, 16 bit. */
  readonly audio: ClaimCheck;
  /** As received; null where it is not known to this service. */
  readonly original: ClaimCheck | null;
  readonly audioVersion: number;
  /** Null until it is made and proved. */
  readonly copy: ClaimCheck | null;
  /** What cannot be heard in the copy. */
  readonly spans: readonly SilencedSpan[];
  readonly proof: CopyProof | null;
  /** Times are ISO 8601 UTC. */
  readonly provedAt: string | null;
  readonly destroyedAt: string | null;
  readonly destroyedBecause: string | null;
}

interface Row {
  audio: ClaimCheck;
  original: ClaimCheck | null;
  audio_version: number;
  copy: ClaimCheck | null;
  spans: SilencedSpan[] | null;
  proof: CopyProof | null;
  proved_at: Date | null;
  destroyed_at: Date | null;
  destroyed_because: string | null;
}

const COLUMNS = 'audio, original, audio_version, copy, spans, proof, proved_at, destroyed_at, destroyed_because';

const toRecording = (row: Row): Recording => ({
  audio: row.audio,
  original: row.original,
  audioVersion: row.audio_version,
  copy: row.copy,
  spans: row.spans ?? [],
  proof: row.proof,
  provedAt: row.proved_at?.toISOString() ?? null,
  destroyedAt: row.destroyed_at?.toISOString() ?? null,
  destroyedBecause: row.destroyed_because,
});

/** Notes a recording; one that is known stays as it is. */
export async function noteRecording(tx: Tx, conversationId: string, { audio, original, audioVersion }: Pick<Recording, 'audio' | 'original' | 'audioVersion'>): Promise<void> {
  await tx.query('insert into recordings (tenant_id, conversation_id, audio_uri, audio, original, audio_version) values ($1, $2, $3, $4, $5, $6) on conflict do nothing', [
    ...[tx.tenantId, conversationId, audio.uri, JSON.stringify(audio), original && JSON.stringify(original), audioVersion],
  ]);
}

export async function recordingOf(tx: Tx, conversationId: string, audioUri: string): Promise<Recording | undefined> {
  const { rows } = await tx.query<Row>(`select ${COLUMNS} from recordings where conversation_id = $1 and audio_uri = $2`, [conversationId, audioUri]);
  return rows[0] && toRecording(rows[0]);
}

/** The recordings of a call, the newest first. */
export async function recordingsOf(tx: Tx, conversationId: string): Promise<Recording[]> {
  const { rows } = await tx.query<Row>(`select ${COLUMNS} from recordings where conversation_id = $1 order by audio_version desc, recorded_at desc`, [conversationId]);
  return rows.map(toRecording);
}

/** @throws DomainError AUDIO.NOT_FOUND */
export async function newestRecording(tx: Tx, conversationId: string): Promise<Recording> {
  const [newest] = await recordingsOf(tx, conversationId);
  if (newest) return newest;
  throw new DomainError('AUDIO.NOT_FOUND', `there is no recording of a conversation ${conversationId} in this tenant: it came as a transcript, is erased, or never came`);
}

/** Notes a copy that was proved. */
export async function noteCopy(tx: Tx, conversationId: string, audioUri: string, made: { copy: ClaimCheck; version: number; spans: readonly SilencedSpan[]; proof: CopyProof }): Promise<void> {
  await tx.query('update recordings set copy = $3, transcript_version = $4, spans = $5, proof = $6, proved_at = clock_timestamp() where conversation_id = $1 and audio_uri = $2', [
    ...[conversationId, audioUri, JSON.stringify(made.copy), made.version, JSON.stringify(made.spans), JSON.stringify(made.proof)],
  ]);
}

/** Notes that the raw forms of a recording are gone. */
export async function noteDestroyed(tx: Tx, conversationId: string, audioUri: string, because: string): Promise<void> {
  await tx.query('update recordings set destroyed_at = clock_timestamp(), destroyed_because = $3 where conversation_id = $1 and audio_uri = $2 and destroyed_at is null', [conversationId, audioUri, because]);
}

/** The redacted copy of a recording; undefined when none was made. */
export async function redactedAudioOf(tx: Tx, conversationId: string, audioUri: string): Promise<ClaimCheck | undefined> {
  const known = await recordingOf(tx, conversationId, audioUri);
  if (known?.copy) return known.copy;
  // Made by a release before recordings were noted.
  const { rows } = await tx.query<{ audio: ClaimCheck }>('select audio from redacted_audio where conversation_id = $1', [conversationId]);
  return rows[0]?.audio;
}
