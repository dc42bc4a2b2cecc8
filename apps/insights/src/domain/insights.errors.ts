import { DomainError } from '@callmesh/event-sourcing';

export const unknownConversation = (id: string): DomainError =>
  new DomainError('CONVERSATION.NOT_FOUND', `no event of conversation ${id} has arrived in this tenant: GET /api/v1/conversations lists those that have`);

export const unknownCall = (platformCallId: string): DomainError =>
  new DomainError('CONVERSATION.NOT_FOUND', `no conversation has the platform call id ${platformCallId}: GET /api/v1/conversations lists those of this tenant`);

export const badCursor = (): DomainError => new DomainError('REQUEST.INVALID', 'cursor: take `next` of the page before as it is', { faults: [{ field: 'cursor', message: 'is not a cursor' }] });
