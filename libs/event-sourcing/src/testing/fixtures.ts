import type { DomainEvent } from '@callmesh/contracts';
import type { AppendContext } from '../event-store.port.js';

/** A fact without personal fields. */
export const applied = (actionId: string, conversationId: string): DomainEvent<'action.applied.v1'> => ({
  type: 'action.applied.v1',
  data: { actionId, conversationId, kind: 'cancel-order', destination: 'hubspot', object: 'order', objectId: '4711' },
});

/** A fact with a personal field. */
export const failed = (actionId: string, conversationId: string, reason: string): DomainEvent<'action.application-failed.v1'> => ({
  type: 'action.application-failed.v1',
  data: { actionId, conversationId, kind: 'cancel-order', code: 'ORDER.GONE', reason, supersededBy: null },
});

export const contextOf = (conversationId: string, causationId: string | null = null): AppendContext => ({ conversationId, causationId, time: '2026-03-02T10:15:30.000Z' });
