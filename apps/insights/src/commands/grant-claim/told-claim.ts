import type { ClaimCheck } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { eventsOfConversation } from '../../projections/thread.query.js';

/**
 * The claim check of that address as an event told it. A caller's own word for hash and length is not taken: a wrong one would read as a broken object.
 * @returns null when no event of the conversation carries it.
 */
export async function toldClaim(tx: Tx, conversationId: string, uri: string): Promise<ClaimCheck | null> {
  for (const { data } of await eventsOfConversation(tx, conversationId)) {
    const found = Object.values(data).find((value) => isClaim(value) && value.uri === uri);
    if (isClaim(found)) return { uri: found.uri, sha256: found.sha256, bytes: found.bytes, mediaType: found.mediaType };
  }
  return null;
}

function isClaim(value: unknown): value is ClaimCheck {
  const claim = value as Partial<ClaimCheck> | null | undefined;
  return typeof claim === 'object' && typeof claim?.uri === 'string' && typeof claim.sha256 === 'string' && typeof claim.bytes === 'number';
}
