import type { CallTranscribedV1, DomainEvent } from '@callmesh/contracts';
import { givenOf } from '@callmesh/testing';
import { transcriptionDecider } from './transcription.decider.js';

const given = givenOf(transcriptionDecider);
const transcript = (transcriptVersion: number): CallTranscribedV1 => ({ transcriptVersion, conversationId: 'c-1', transcript: { uri: `claim://t/c-1/transcript.${transcriptVersion}.json` } }) as CallTranscribedV1;
const transcribed = (version: number): DomainEvent<'call.transcribed.v1'> => ({ type: 'call.transcribed.v1', data: transcript(version) });
const failure = { conversationId: 'c-1', code: 'SPEECH.REJECTED', reason: 'no', attempts: 1 };
const failed: DomainEvent<'call.transcription-failed.v1'> = { type: 'call.transcription-failed.v1', data: failure };
const record = (version: number) => ({ type: 'record-transcript', transcript: transcript(version) }) as const;

describe('the life of a transcription', () => {
  it('begins with version 1', () => given().when(record(1)).then([transcribed(1)]));
  it('counts versions up', () => given(transcribed(1)).when(record(2)).then([transcribed(2)]));
  it('refuses a version that another job has taken', () => given(transcribed(1)).when(record(1)).thenRefused('TRANSCRIPT.VERSION_TAKEN'));
  it('may succeed after it failed', () => given(failed).when(record(1)).then([transcribed(1)]));
  it('says that it failed', () => given().when({ type: 'record-failure', failure }).then([failed]));
  it('keeps its transcript when a later try fails', () => given(transcribed(1), failed).when(record(2)).then([transcribed(2)]));
});
