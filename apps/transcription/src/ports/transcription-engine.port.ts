import type { CallContext, ClaimCheck, Utterance } from '@callmesh/contracts';

/** What an engine is to hear. */
export interface TranscriptionWork {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly call: CallContext;
  /** Normalised audio (WAV, 16 kHz, 16 bit) for speech engines; the transcript as received for imports. */
  readonly source: ClaimCheck;
  /** Role per audio channel: customer, agent or unknown. */
  readonly channelRoles: readonly string[];
  /** BCP 47 tag when the source named it. */
  readonly language: string | null;
  readonly vocabulary: readonly string[];
}

/** What an engine heard, before redaction: it stays in memory. */
export interface Heard {
  readonly engine: string;
  readonly engineVersion: string;
  readonly language: string | null;
  readonly durationMs: number;
  /** Speech that the recording holds, ms; null when nobody listened for it. */
  readonly speechMs: number | null;
  /** Voices that the source names; 0 when it names none, or when channels tell them apart. */
  readonly voices: number;
  /** In order of start; ids `u1`, `u2`, …. */
  readonly utterances: readonly Utterance[];
}

/** The job that an engine works for. */
export interface EngineLease {
  /** Aborts when the lease is lost or the service stops. */
  readonly signal: AbortSignal;
  /** Must be called before every outside call. @throws LeaseLost */
  assertHeld(): Promise<void>;
  /** Says what it waits for; null when it goes on. */
  waitsFor(what: string | null): Promise<void>;
}

/** Makes utterances of a call. Adapters: speech (any server with OpenAI's route), import of a platform's own transcript. */
export interface TranscriptionEngine {
  /** @throws an error with `transient: true` when another try may help, DomainError with a stable code otherwise. */
  transcribe(work: TranscriptionWork, lease: EngineLease): Promise<Heard>;
}
