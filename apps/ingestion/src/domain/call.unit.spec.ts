import type { CallQuarantinedV1, CallRecordedV1 } from '@callmesh/contracts';
import { givenOf } from '@callmesh/testing';
import { callDecider, type CallCommand, type CallEvent, type Outcome } from './call.decider.js';

const given = givenOf(callDecider);
const recording = (sha256: string): Omit<CallRecordedV1, 'audioVersion'> => ({ conversationId: 'c', original: { uri: 'claim://t/c/o', sha256, bytes: 1, mediaType: 'x' } }) as CallRecordedV1;
const recorded = (sha256: string, audioVersion = 1): CallEvent => ({ type: 'call.recorded.v1', data: { ...recording(sha256), audioVersion } });
const quarantine = (quarantineId: string, code = 'AUDIO.EMPTY', missing: string[] = []): CallQuarantinedV1 => ({ conversationId: 'c', quarantineId, connection: 'upload', code, reason: 'r', missing, fileName: null });
const quarantined = (...args: Parameters<typeof quarantine>): CallEvent => ({ type: 'call.quarantined.v1', data: quarantine(...args) });
const refusal = { conversationId: 'c', connection: 'upload', platformCallId: 'p', startedAt: 0 };
const refused: CallEvent = { type: 'call.refused-no-consent.v1', data: refusal };

const capture = (outcome: Outcome): CallCommand => ({ type: 'capture', outcome });
const accept = (sha256: string): Outcome => ({ kind: 'accepted', recording: recording(sha256) });
const hold = (...args: Parameters<typeof quarantine>): Outcome => ({ kind: 'quarantined', quarantine: quarantine(...args) });
const refuse: Outcome = { kind: 'refused', refusal };

describe('the capture of a call', () => {
  it('records it', () => given().when(capture(accept('a'))).then([recorded('a')]));
  it('records the same bytes once', () => given(recorded('a')).when(capture(accept('a'))).thenNothing());
  it('makes other bytes a new version', () => given(recorded('a')).when(capture(accept('b'))).then([recorded('b', 2)]));
  it('knows the bytes of every version', () => given(recorded('a'), recorded('b', 2)).when(capture(accept('a'))).thenNothing());
  it('quarantines', () => given().when(capture(hold('q'))).then([quarantined('q')]));
  it('quarantines for one reason once', () => given(quarantined('q')).when(capture(hold('q'))).thenNothing());
  it('quarantines again when the reason changed', () => given(quarantined('q')).when(capture(hold('q', 'METADATA.MISSING', ['callId']))).then([quarantined('q', 'METADATA.MISSING', ['callId'])]));
  it('says which metadata is still missing', () => given(quarantined('q', 'METADATA.MISSING', ['callId', 'agentId'])).when(capture(hold('q', 'METADATA.MISSING', ['agentId']))).then([quarantined('q', 'METADATA.MISSING', ['agentId'])]));
  it('a broken later delivery does not undo a recording', () => given(recorded('a'), quarantined('q')).when(capture(accept('b'))).then([recorded('b', 2)]));
  it('recovers what waited', () => given(quarantined('q')).when({ type: 'resubmit', quarantineId: 'q', outcome: accept('a') }).then([recorded('a')]));
  it('re-submits only what waits', () => given(quarantined('q')).when({ type: 'resubmit', quarantineId: 'other', outcome: accept('a') }).thenRefused('QUARANTINE.NOT_WAITING'));
  it('knows nothing of a re-submission without a history', () => given().when({ type: 'resubmit', quarantineId: 'q', outcome: accept('a') }).thenRefused('QUARANTINE.NOT_WAITING'));
});

describe('a refusal of consent', () => {
  it('is the only fact', () => given().when(capture(refuse)).then([refused]));
  it('is said once', () => given(refused).when(capture(refuse)).thenNothing());
  it('is final', () => given(refused).when(capture(accept('a'))).thenNothing());
  it('ends what waited', () => given(quarantined('q')).when({ type: 'resubmit', quarantineId: 'q', outcome: refuse }).then([refused]));
  it('may come after the recording', () => given(recorded('a')).when(capture(refuse)).then([refused]));
});

describe('an erasure', () => {
  const erasure = { conversationId: 'c', erasureId: 'e', erasedAt: 1, topicsUntil: 2 };
  const erased: CallEvent = { type: 'conversation.erased.v1', data: erasure };
  const erase: CallCommand = { type: 'erase', erasure };
  it('is said once, whatever was there', () => {
    given().when(erase).then([erased]);
    given(recorded('a'), quarantined('q')).when(erase).then([erased]);
    given(refused).when(erase).then([erased]);
    given(recorded('a'), erased).when({ ...erase, erasure: { ...erasure, erasureId: 'again' } }).thenNothing();
  });
  it('is final: nothing of the call is taken in again', () => {
    for (const command of [capture(accept('b')), capture(hold('q')), capture(refuse)]) given(recorded('a'), erased).when(command).thenRefused('CONVERSATION.ERASED');
  });
  it('of what was refused leaves the refusal in force', () => given(recorded('a'), refused, erased).when(capture(accept('b'))).thenNothing());
  it('stays when an event that was under way comes behind it', () => given(recorded('a'), erased, recorded('b', 2)).when(capture(accept('c'))).thenRefused('CONVERSATION.ERASED'));
});
