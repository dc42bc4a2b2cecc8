import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { TRANSCRIPT_MEDIA_TYPE, type CallContext, type ClaimCheck, type Transcript } from '@callmesh/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { checkTranscript } from '../../domain/quality/check-transcript.js';
import type { Checked } from '../../domain/quality/fault.js';
import { mendTranscript } from '../../domain/quality/mend-transcript.js';
import { asFlag, describeTranscript, type StoredTranscript } from '../transcribe-call/store-transcript.js';

/** A stored transcript that is to be looked at again. */
interface Old {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly call: CallContext;
  readonly transcript: ClaimCheck;
  /** Of the one that is made. */
  readonly version: number;
  readonly name: string;
}

/** Checks a stored transcript again and mends it: what was stored before these checks came, or was imported and is gone as it came. */
@Injectable()
export class CleanUpTranscript {
  constructor(@Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks) {}

  /** @returns null when there is nothing to mend. It is redacted already, so its placeholders stay what they are. */
  async mend({ tenantId, conversationId, call, transcript: claim, version, name }: Old): Promise<StoredTranscript | null> {
    const bytes = await this.claimChecks.get(tenantId, claim, { actor: 'service:transcription', purpose: 'clean a transcript up' });
    const old = JSON.parse(bytes.toString('utf8')) as Transcript;
    const checked: Checked = { utterances: old.utterances, language: old.language, recordingMs: call.durationMs ?? 0, speechMs: null, voices: 0 };
    const faults = checkTranscript(checked);
    if (!faults.some(({ mendable }) => mendable)) return null;
    const utterances = mendTranscript(checked, faults);
    if (JSON.stringify(utterances) === JSON.stringify(old.utterances)) return null;
    const left = checkTranscript({ ...checked, utterances }).map(asFlag);
    const { flags: _, ...rest } = old;
    const transcript: Transcript = { ...rest, version, utterances, ...(left.length > 0 ? { flags: left } : {}) };
    const stored = await this.claimChecks.put({ tenantId, conversationId, artifact: `transcript.${version}.${name}.json` }, Buffer.from(JSON.stringify(transcript)), TRANSCRIPT_MEDIA_TYPE);
    return { original: null, transcript: describeTranscript(call, transcript, stored, old.redactions.length), flags: left };
  }
}
