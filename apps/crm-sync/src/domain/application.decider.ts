import type { DomainEvent, FieldChange } from '@callmesh/contracts';
import type { Decider } from '@callmesh/event-sourcing';
import type { Applied } from './effect.js';

export type ApplicationEvent = DomainEvent<'crm.record-updated.v1'> | DomainEvent<'crm.update-refused.v1'> | DomainEvent<'crm.outcome-uncertain.v1'>;

/** How the application of an action ended. */
export type Outcome =
  | ({ readonly ended: 'updated' } & Applied)
  | { readonly ended: 'refused'; readonly code: string; readonly reason: string }
  | { readonly ended: 'uncertain'; readonly code: string; readonly reason: string };

/** Ends the application of an action. */
export interface SettleApplication {
  readonly do: 'settle';
  readonly actionId: string;
  readonly conversationId: string;
  readonly kind: string;
  readonly factId: string;
  readonly destination: string;
  readonly outcome: Outcome;
}

export type ApplicationState = { readonly situation: 'open' } | { readonly situation: 'settled'; readonly as: ApplicationEvent['type'] };

/** The application of one action: it ends once, whatever is tried again. */
export const applicationDecider: Decider<SettleApplication, ApplicationEvent, ApplicationState> = {
  initial: { situation: 'open' },
  decide: (command, state) => {
    switch (state.situation) {
      case 'settled':
        return [];
      case 'open':
        return [settled(command)];
      default:
        return state satisfies never;
    }
  },
  evolve: (_state, event) => ({ situation: 'settled', as: event.type }),
};

function settled({ actionId, conversationId, kind, factId, destination, outcome }: SettleApplication): ApplicationEvent {
  const action = { actionId, conversationId, kind, destination };
  switch (outcome.ended) {
    case 'updated': {
      const { object, objectId, operation } = outcome;
      const changes: FieldChange[] = [...outcome.changes];
      return { type: 'crm.record-updated.v1', data: { ...action, object, objectId, operation, changes, factId } };
    }
    case 'refused':
      return { type: 'crm.update-refused.v1', data: { ...action, code: outcome.code, reason: outcome.reason } };
    case 'uncertain':
      return { type: 'crm.outcome-uncertain.v1', data: { ...action, code: outcome.code, reason: outcome.reason } };
    default:
      return outcome satisfies never;
  }
}
