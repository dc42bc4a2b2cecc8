import { DomainError } from '@callmesh/event-sourcing';

export const notAnalysed = (conversationId: string): DomainError =>
  new DomainError('ANALYSIS.NOT_FOUND', `conversation ${conversationId} has no analysis (yet): GET /api/v1/conversations/${conversationId}/thread shows where it stands`);

export const transcriptUnreadable = (conversationId: string, cause: string): DomainError =>
  new DomainError('TRANSCRIPT.UNREADABLE', `the stored transcript of conversation ${conversationId} cannot be read: ${cause}; transcribe the call again`);
