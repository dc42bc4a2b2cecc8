import type { CallRetranscribedV1, CallTranscribedV1, CallTranscriptionFailedV1, ClaimCheck, DomainEvent, TranscriptFlag } from '@callmesh/contracts';
import { DomainError, type Decider } from '@callmesh/event-sourcing';

/** Why a later version was made, and of what. */
export type Again = Pick<CallRetranscribedV1, 'reason' | 'source'>;

export type TranscriptionCommand =
  /** A redacted transcript is stored. */
  | {
      readonly type: 'record-transcript';
      readonly transcript: CallTranscribedV1;
      /** Versions that were made on the way and kept: 1 when the transcript was cleaned up, else 0. */
      readonly before: 0 | 1;
      /** Set when somebody asked for it again; null for a recording's own transcription. */
      readonly again: Again | null;
      /** What could not be mended. */
      readonly flags: readonly TranscriptFlag[];
    }
  /** No engine could do it. */
  | { readonly type: 'record-failure'; readonly failure: CallTranscriptionFailedV1 };

export type TranscriptionEvent =
  | DomainEvent<'call.transcribed.v1'>
  | DomainEvent<'call.retranscribed.v1'>
  | DomainEvent<'call.transcription-failed.v1'>
  | DomainEvent<'transcript.flagged.v1'>;

export type TranscriptionState =
  | { readonly situation: 'nothing' }
  | { readonly situation: 'transcribed'; readonly version: number; readonly transcript: ClaimCheck }
  /** It failed, and no transcript came before. */
  | { readonly situation: 'failed'; readonly code: string };

/** The version that the next transcript gets. */
export const nextVersion = (state: TranscriptionState): number => (state.situation === 'transcribed' ? state.version + 1 : 1);

type RecordTranscript = Extract<TranscriptionCommand, { type: 'record-transcript' }>;

/** The life of a call's transcription: versions count up, a failure takes no transcript away. */
export const transcriptionDecider: Decider<TranscriptionCommand, TranscriptionEvent, TranscriptionState> = {
  initial: { situation: 'nothing' },
  decide(command, state) {
    switch (command.type) {
      case 'record-transcript':
        return [told(command, state), ...flagged(command)];
      case 'record-failure':
        return [{ type: 'call.transcription-failed.v1', data: command.failure }];
      default:
        return command satisfies never;
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'call.transcribed.v1':
      case 'call.retranscribed.v1':
        return { situation: 'transcribed', version: event.data.transcriptVersion, transcript: event.data.transcript };
      case 'call.transcription-failed.v1':
        return state.situation === 'transcribed' ? state : { situation: 'failed', code: event.data.code };
      case 'transcript.flagged.v1':
        return state;
      default:
        return event satisfies never;
    }
  },
};

function told({ transcript, before, again }: RecordTranscript, state: TranscriptionState): TranscriptionEvent {
  const expected = nextVersion(state) + before;
  const { transcriptVersion } = transcript;
  if (transcriptVersion !== expected) {
    throw new DomainError('TRANSCRIPT.VERSION_TAKEN', `the transcript was made as version ${transcriptVersion}, but the next is ${expected}: transcribe it again`, { transcriptVersion, expected });
  }
  // What failed before has nothing that could be replaced: to everyone else it is the call's first transcript.
  if (again === null || state.situation !== 'transcribed') return { type: 'call.transcribed.v1', data: transcript };
  return { type: 'call.retranscribed.v1', data: { ...transcript, replaces: state.version, ...again } };
}

/** A person looks when at least one fault needs one; the others go with it. */
function flagged({ transcript, flags }: RecordTranscript): TranscriptionEvent[] {
  if (!flags.some(({ severity }) => severity === 'review')) return [];
  const { conversationId, call, transcriptVersion, language } = transcript;
  return [{ type: 'transcript.flagged.v1', data: { conversationId, call, transcriptVersion, language, flags: [...flags] } }];
}
