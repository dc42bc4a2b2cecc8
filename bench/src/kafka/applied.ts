import { randomUUID } from 'node:crypto';
import type { DomainEvent } from '@callmesh/contracts';

/** An event without personal fields, as most are: about 160 bytes of Avro, 12 headers. */
export function applied(conversationId: string): DomainEvent<'action.applied.v1'> {
  return { type: 'action.applied.v1', data: { actionId: randomUUID(), conversationId, kind: 'call-note', destination: 'hubspot', object: 'note', objectId: '4711' } };
}
