import type { AnyDomainEvent } from '@callmesh/contracts';
import type { Decider } from './decider.js';
import type { Tx } from './database.port.js';
import { VersionConflict, type AppendContext, type EventStore, type NewEvent, type StoredEvent } from './event-store.port.js';

const MAX_DECISIONS = 5;

/**
 * Loads a stream, decides, appends; on a version conflict it decides again over the new history.
 * @returns the appended events and the state after them.
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
  for (let attempt = 1; ; attempt += 1) {
    const history = await store.load(tx, streamId);
    const state = history.reduce((s, e) => decider.evolve(s, e as unknown as Event), decider.initial);
    const decided = decider.decide(command, state);
    if (decided.length === 0) return { events: [], state };
    const news = decided.map((event) => ({ ...event, factId: context.factIdOf?.(event) }) as NewEvent);
    try {
      const events = await store.append(tx, streamId, history.length, news, context);
      return { events, state: decided.reduce((s, e) => decider.evolve(s, e), state) };
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt >= MAX_DECISIONS) throw error;
    }
  }
}
