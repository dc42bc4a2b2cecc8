import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { parseTranscript } from '@callmesh/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { guessLanguage } from '../../domain/language/guess-language.js';
import { importCues, voicesOf } from '../../domain/utterances/import-cues.js';
import type { EngineLease, Heard, TranscriptionEngine, TranscriptionWork } from '../../ports/transcription-engine.port.js';

/** A transcript that a platform made (WebVTT, JSON) instead of one of ours. */
@Injectable()
export class TranscriptImport implements TranscriptionEngine {
  constructor(@Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks) {}

  /** @throws DomainError TRANSCRIPT.UNREADABLE, CLAIM.NOT_FOUND */
  async transcribe({ tenantId, source, call, language }: TranscriptionWork, lease: EngineLease): Promise<Heard> {
    await lease.assertHeld();
    const bytes = await this.claimChecks.get(tenantId, source, { actor: 'service:transcription', purpose: 'import a transcript' });
    const { format, cues, language: named } = parseTranscript(bytes);
    const utterances = importCues(cues, call);
    const spoken = language ?? named ?? guessLanguage(utterances.map(({ text }) => text));
    const durationMs = cues.reduce((last, { endMs }) => Math.max(last, endMs), 0);
    return { engine: 'import', engineVersion: format, language: spoken, durationMs, speechMs: null, voices: voicesOf(cues), utterances };
  }
}
