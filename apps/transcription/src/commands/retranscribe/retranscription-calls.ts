import { CallBatches, type CallBatch } from '@callmesh/jobs';

export const BEGIN_RETRANSCRIPTION = 'begin-retranscription';

/** What a re-transcription says beside its scope. */
interface RetranscriptionDetails {
  /** audio or clean-up */
  readonly mode: string;
  readonly reason: string;
}

/** Calls that are transcribed again, and how far that is. */
export type Retranscription = CallBatch<RetranscriptionDetails, 'made'>;

export const retranscriptions = new CallBatches<RetranscriptionDetails, 'made'>({
  batches: 'retranscriptions',
  calls: 'retranscription_calls',
  details: ['mode', 'reason'],
  made: 'made',
  version: 'version',
  beginKind: BEGIN_RETRANSCRIPTION,
});
