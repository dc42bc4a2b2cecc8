import type { CallTranscribedV1, CallTranscriptionFailedV1, ClaimCheck, DomainEvent } from '@callmesh/contracts';
import { DomainError, type Decider } from '@callmesh/event-sourcing';

export type TranscriptionCommand =
  /** A redacted transcript is stored. */
  | { readonly type: 'record-transcript'; readonly transcript: CallTranscribedV1 }
  /** No engine could do it. */
  | { readonly type: 'record-failure'; readonly failure: CallTranscriptionFailedV1 };

export type TranscriptionEvent = DomainEvent<'call.transcribed.v1'> | DomainEvent<'call.transcription-failed.v1'>;

export type TranscriptionState =
  | { readonly situation: 'nothing' }
  | { readonly situation: 'transcribed'; readonly version: number; readonly transcript: ClaimCheck }
  /** It failed, and no transcript came before. */
  | { readonly situation: 'failed'; readonly code: string };

/** The version that the next transcript gets. */
export const nextVersion = (state: TranscriptionState): number => (state.situation === 'transcribed' ? state.version + 1 : 1);

/** The life of a call's transcription: versions count up, a failure takes no transcript away. */
export const transcriptionDecider: Decider<TranscriptionCommand, TranscriptionEvent, TranscriptionState> = {
  initial: { situation: 'nothing' },
  decide(command, state) {
    switch (command.type) {
      case 'record-transcript': {
        const expected = nextVersion(state);
        const { transcriptVersion } = command.transcript;
        if (transcriptVersion !== expected) {
          throw new DomainError('TRANSCRIPT.VERSION_TAKEN', `the transcript was made as version ${transcriptVersion}, but the next is ${expected}: transcribe it again`, { transcriptVersion, expected });
        }
        return [{ type: 'call.transcribed.v1', data: command.transcript }];
      }
      case 'record-failure':
        return [{ type: 'call.transcription-failed.v1', data: command.failure }];
      default:
        return command satisfies never;
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'call.transcribed.v1':
        return { situation: 'transcribed', version: event.data.transcriptVersion, transcript: event.data.transcript };
      case 'call.transcription-failed.v1':
        return state.situation === 'transcribed' ? state : { situation: 'failed', code: event.data.code };
      default:
        return event satisfies never;
    }
  },
};
