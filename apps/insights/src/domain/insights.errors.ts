import { DomainError } from '@callmesh/event-sourcing';

export const unknownConversation = (id: string): DomainError =>
  new DomainError('CONVERSATION.NOT_FOUND', `no event of conversation ${id} has arrived in this tenant: GET /api/v1/conversations lists those that have`);

/** It is not repeated: some platforms make it from the caller's number. */
export const unknownCall = (): DomainError => new DomainError('CONVERSATION.NOT_FOUND', 'no conversation has this platform call id: GET /api/v1/conversations lists those of this tenant');

export const badCursor = (): DomainError => new DomainError('REQUEST.INVALID', 'cursor: take `next` of the page before as it is', { faults: [{ field: 'cursor', message: 'is not a cursor' }] });
