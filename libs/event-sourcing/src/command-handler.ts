import type { AnyDomainEvent } from '@callmesh/contracts';
import type { Decider } from './decider.js';
import type { Tx } from './database.port.js';
import type { AppendContext, EventStore, NewEvent, StoredEvent } from './event-store.port.js';

/**
 * Loads a stream, decides, appends. When another append comes in between, the transaction ends with 40001 and `Database.transaction`
 * runs its work again, so the decision is taken again over the new history.
 * @returns the appended events and the state after them; they are facts once the transaction has committed.
 * @throws DomainError from the decider, unchanged.
 */
export async function handleCommand<Command, Event extends AnyDomainEvent, State>(
  store: EventStore,
  decider: Decider<Command, Event, State>,
  tx: Tx,
  streamId: string,
  command: Command,
  context: AppendContext & { factIdOf?: (event: Event) => string | undefined },
): Promise<{ events: StoredEvent[]; state: State }> {
  const history = await store.load(tx, streamId);
  const state = history.reduce((s, e) => decider.evolve(s, e as unknown as Event), decider.initial);
  const decided = decider.decide(command, state);
  if (decided.length === 0) return { events: [], state };
  const news = decided.map((event) => ({ ...event, factId: context.factIdOf?.(event) }) as NewEvent);
  const events = await store.appendWithCommit(tx, streamId, history.length, news, context);
  return { events, state: decided.reduce((s, e) => decider.evolve(s, e), state) };
}
