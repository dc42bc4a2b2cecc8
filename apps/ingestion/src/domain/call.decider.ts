import type { CallQuarantinedV1, CallRecordedV1, CallRefusedNoConsentV1, ConversationErasedV1, DomainEvent } from '@callmesh/contracts';
import { DomainError, type Decider } from '@callmesh/event-sourcing';

/** What became of received bytes when they were looked at. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly recording: Omit<CallRecordedV1, 'audioVersion'> }
  | { readonly kind: 'quarantined'; readonly quarantine: CallQuarantinedV1 }
  | { readonly kind: 'refused'; readonly refusal: CallRefusedNoConsentV1 };

export type CallCommand =
  /** A delivery: new, or once more. */
  | { readonly type: 'capture'; readonly outcome: Outcome }
  /** A person fixed what was in quarantine. */
  | { readonly type: 'resubmit'; readonly quarantineId: string; readonly outcome: Outcome }
  /** Its key is destroyed. */
  | { readonly type: 'erase'; readonly erasure: ConversationErasedV1 };

export type CallEvent = DomainEvent<'call.recorded.v1'> | DomainEvent<'call.quarantined.v1'> | DomainEvent<'call.refused-no-consent.v1'> | DomainEvent<'conversation.erased.v1'>;

/** A capture in quarantine. Whether a person has settled it since is in the quarantine table, which is locked while it is re-submitted. */
interface Waiting {
  readonly quarantineId: string;
  readonly code: string;
  readonly missing: readonly string[];
}

export type CallState =
  | { readonly situation: 'nothing' }
  | { readonly situation: 'quarantined'; readonly waiting: readonly Waiting[] }
  | { readonly situation: 'recorded'; readonly latest: CallRecordedV1; readonly recordings: readonly string[]; readonly waiting: readonly Waiting[] }
  | { readonly situation: 'refused' }
  | { readonly situation: 'erased'; /** Consent was refused before: that stays the answer. */ readonly refused: boolean };

/** The life of a call's capture. A refusal is final, an erasure even more; the same bytes are recorded once; other bytes are a new audio version. */
export const callDecider: Decider<CallCommand, CallEvent, CallState> = {
  initial: { situation: 'nothing' },
  decide(command, state) {
    if (command.type === 'erase') return state.situation === 'erased' ? [] : [{ type: 'conversation.erased.v1', data: command.erasure }];
    if (state.situation === 'erased' && state.refused) return [];
    if (state.situation === 'erased') throw new DomainError('CONVERSATION.ERASED', 'this call was erased: it cannot be taken in again. If it must be, hand it in under another call id');
    if (command.type === 'resubmit' && !waitingOf(state).some(({ quarantineId }) => quarantineId === command.quarantineId)) {
      throw new DomainError('QUARANTINE.NOT_WAITING', 'this quarantine entry does not belong to the call: GET /api/v1/quarantine lists those that wait', { quarantineId: command.quarantineId });
    }
    return decideOutcome(command.outcome, state);
  },
  evolve,
};

function decideOutcome(outcome: Outcome, state: CallState): CallEvent[] {
  if (state.situation === 'refused') return [];
  switch (outcome.kind) {
    case 'refused':
      return [{ type: 'call.refused-no-consent.v1', data: outcome.refusal }];
    case 'quarantined':
      return waitingOf(state).some((entry) => isSame(entry, outcome.quarantine)) ? [] : [{ type: 'call.quarantined.v1', data: outcome.quarantine }];
    case 'accepted': {
      if (state.situation !== 'recorded') return [{ type: 'call.recorded.v1', data: { ...outcome.recording, audioVersion: 1 } }];
      if (state.recordings.includes(bytesOf(outcome.recording))) return [];
      return [{ type: 'call.recorded.v1', data: { ...outcome.recording, audioVersion: state.latest.audioVersion + 1 } }];
    }
    default:
      return outcome satisfies never;
  }
}

function evolve(state: CallState, event: CallEvent): CallState {
  // What was under way when it was erased brings nothing back.
  if (state.situation === 'erased') return state;
  switch (event.type) {
    case 'call.recorded.v1': {
      const recordings = state.situation === 'recorded' ? state.recordings : [];
      return { situation: 'recorded', latest: event.data, recordings: [...recordings, bytesOf(event.data)], waiting: waitingOf(state) };
    }
    case 'call.quarantined.v1': {
      const { quarantineId, code, missing } = event.data;
      const waiting = [...waitingOf(state).filter((entry) => entry.quarantineId !== quarantineId), { quarantineId, code, missing }];
      return state.situation === 'recorded' ? { ...state, waiting } : { situation: 'quarantined', waiting };
    }
    case 'call.refused-no-consent.v1':
      return { situation: 'refused' };
    case 'conversation.erased.v1':
      return { situation: 'erased', refused: state.situation === 'refused' };
    default:
      return event satisfies never;
  }
}

const waitingOf = (state: CallState): readonly Waiting[] => ('waiting' in state ? state.waiting : []);
const bytesOf = (recording: Pick<CallRecordedV1, 'original' | 'transcript'>): string => (recording.original ?? recording.transcript)?.sha256 ?? '';
const isSame = (entry: Waiting, { quarantineId, code, missing }: CallQuarantinedV1): boolean =>
  entry.quarantineId === quarantineId && entry.code === code && entry.missing.join() === missing.join();
