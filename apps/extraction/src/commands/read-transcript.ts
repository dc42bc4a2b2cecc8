import type { ClaimCheck, Transcript } from '@callmesh/contracts';
import type { ClaimChecks } from '@callmesh/claim-check';
import { transcriptUnreadable } from '../domain/extraction.errors.js';

/**
 * Fetches a redacted transcript from behind its claim check; the reading is audited.
 * @throws DomainError TRANSCRIPT.UNREADABLE when it is none.
 */
export async function readTranscript(claimChecks: Pick<ClaimChecks, 'get'>, tenantId: string, conversationId: string, claim: ClaimCheck, purpose: string): Promise<Transcript> {
  const bytes = await claimChecks.get(tenantId, claim, { actor: 'service:extraction', purpose });
  try {
    const transcript = JSON.parse(bytes.toString('utf8')) as Transcript;
    if (Array.isArray(transcript.utterances)) return transcript;
  } catch (error) {
    throw transcriptUnreadable(conversationId, (error as Error).name);
  }
  throw transcriptUnreadable(conversationId, 'it has no utterances');
}
