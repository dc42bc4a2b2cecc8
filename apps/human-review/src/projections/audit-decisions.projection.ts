import type { AnyDomainEvent } from '@callmesh/contracts';
import type { InlineProjection, StoredEvent, Tx } from '@callmesh/event-sourcing';
import { recordInAudit } from '@callmesh/service-defaults';
import { Injectable } from '@nestjs/common';

/** Every decision on an action in the access audit, a policy's as well as a person's; it commits with the decision. Why is not in it: reasons are personal. */
@Injectable()
export class AuditDecisions implements InlineProjection {
  readonly name = 'audit-decisions';
  readonly handles = ['action.reviewed.v1'] as const satisfies AnyDomainEvent['type'][];

  apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
    recordInAudit(
      tx,
      events.flatMap((event) =>
        event.type === 'action.reviewed.v1'
          ? [{ action: 'decide', reference: `action://${tx.tenantId}/${event.data.conversationId}/${event.data.actionId}`, actor: actorOf(event.data.decidedBy), purpose: event.data.kind, outcome: event.data.decision }]
          : [],
      ),
    );
    return Promise.resolve();
  }
}

/** A policy says what it is; anybody else is a person with a key. */
const actorOf = (decidedBy: string): string => (decidedBy.startsWith('policy:') ? decidedBy : `reviewer:${decidedBy}`);
