import { handleCommand, type AppendContext, type EventStore, type StoredEvent, type Tx } from '@callmesh/event-sourcing';
import type { ActionCommand } from '../domain/action.commands.js';
import { actionDecider, type ActionEvent } from '../domain/action.decider.js';
import type { ActionState } from '../domain/action.state.js';

const streamOf = (actionId: string): string => `action-${actionId}`;

/** An action as it stands. */
export async function actionState(store: EventStore, tx: Tx, actionId: string): Promise<ActionState> {
  const history = await store.load(tx, streamOf(actionId));
  return history.reduce((state, event) => actionDecider.evolve(state, event as ActionEvent), actionDecider.initial);
}

/** Runs a command on an action's stream. */
export function onAction(store: EventStore, tx: Tx, actionId: string, command: ActionCommand, context: AppendContext): Promise<{ events: StoredEvent[]; state: ActionState }> {
  return handleCommand<ActionCommand, ActionEvent, ActionState>(store, actionDecider, tx, streamOf(actionId), command, context);
}
