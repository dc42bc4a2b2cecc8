import type { CallTranscribedV1, DomainEvent, TranscriptFlag } from '@callmesh/contracts';
import { givenOf } from '@callmesh/testing';
import { transcriptionDecider, type Again, type TranscriptionCommand } from './transcription.decider.js';

const given = givenOf(transcriptionDecider);
const transcript = (transcriptVersion: number): CallTranscribedV1 => ({ transcriptVersion, conversationId: 'c-1', transcript: { uri: `claim://t/c-1/transcript.${transcriptVersion}.json` }, language: 'en' }) as CallTranscribedV1;
const transcribed = (version: number): DomainEvent<'call.transcribed.v1'> => ({ type: 'call.transcribed.v1', data: transcript(version) });
const requested: Again = { reason: 'requested', source: 'raw-audio' };
const retranscribed = (version: number, replaces: number): DomainEvent<'call.retranscribed.v1'> => ({ type: 'call.retranscribed.v1', data: { ...transcript(version), replaces, ...requested } });
const failure = { conversationId: 'c-1', code: 'SPEECH.REJECTED', reason: 'no', attempts: 1 };
const failed: DomainEvent<'call.transcription-failed.v1'> = { type: 'call.transcription-failed.v1', data: failure };
const record = (version: number, rest: Partial<Extract<TranscriptionCommand, { type: 'record-transcript' }>> = {}) => ({ type: 'record-transcript', transcript: transcript(version), before: 0, again: null, flags: [], ...rest }) as const;
const flag = (severity: string): TranscriptFlag => ({ check: 'coverage', severity, detail: '30 %', utteranceIds: [] });

describe('the life of a transcription', () => {
  it('begins with version 1', () => given().when(record(1)).then([transcribed(1)]));
  it('counts versions up', () => given(transcribed(1)).when(record(2)).then([transcribed(2)]));
  it('counts the version that was cleaned up', () => given().when(record(2, { before: 1 })).then([transcribed(2)]));
  it('refuses a version that another job has taken', () => given(transcribed(1)).when(record(1)).thenRefused('TRANSCRIPT.VERSION_TAKEN'));
  it('may succeed after it failed', () => given(failed).when(record(1)).then([transcribed(1)]));
  it('says that it failed', () => given().when({ type: 'record-failure', failure }).then([failed]));
  it('keeps its transcript when a later try fails', () => given(transcribed(1), failed).when(record(2)).then([transcribed(2)]));
  it('says what a version that was asked for replaces, and why', () => given(transcribed(1)).when(record(2, { again: requested })).then([retranscribed(2, 1)]));
  it('goes on counting after it', () => given(transcribed(1), retranscribed(2, 1)).when(record(3, { again: requested })).then([retranscribed(3, 2)]));
  it('has nothing to replace when the first try failed', () => given(failed).when(record(1, { again: requested })).then([transcribed(1)]));
  it('asks a person when a fault needs one, and tells the others with it', () => {
    const flags = [flag('notice'), flag('review')];
    const flagged = { type: 'transcript.flagged.v1', data: { conversationId: 'c-1', call: undefined, transcriptVersion: 1, language: 'en', flags } } as unknown as DomainEvent<'transcript.flagged.v1'>;
    given().when(record(1, { flags })).then([transcribed(1), flagged]);
  });
  it('asks nobody for a notice', () => given().when(record(1, { flags: [flag('notice')] })).then([transcribed(1)]));
});
