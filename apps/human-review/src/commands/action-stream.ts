import { handleCommand, type AppendContext, type EventStore, type StoredEvent, type Tx } from '@callmesh/event-sourcing';
import type { ActionCommand } from '../domain/action.commands.js';
import { actionDecider, type ActionEvent } from '../domain/action.decider.js';
import type { ActionState } from '../domain/action.state.js';

/** Runs a command on an action's stream. */
export function onAction(store: EventStore, tx: Tx, actionId: string, command: ActionCommand, context: AppendContext): Promise<{ events: StoredEvent[]; state: ActionState }> {
  return handleCommand<ActionCommand, ActionEvent, ActionState>(store, actionDecider, tx, `action-${actionId}`, command, context);
}
