import type { ReceivedEvent } from '@callmesh/contracts';
import { On } from '../decorators/on.decorator.js';
import { Reactor } from '../decorators/reactor.decorator.js';
import type { ReactionContext } from '../reactor.js';

type Applied = ReceivedEvent<'action.applied.v1'>;

/** What the reactors below throw for an event with this note, after they have written. */
export const faults = new Map<string, Error>();
/** Every reaction that was begun: `<reactor>:<note>`. */
export const calls: string[] = [];

const gates = new Map<string, Promise<void>>();
const opened: (() => void)[] = [];

/**
 * Holds reactions to a note back, in their open transaction.
 * @returns what lets them go.
 */
export function gate(note: string): () => void {
  let open = (): void => undefined;
  gates.set(
    note,
    new Promise((resolve) => {
      open = () => {
        gates.delete(note);
        resolve();
      };
    }),
  );
  opened.push(open);
  return open;
}

/** Forgets faults and calls and opens every gate, so that a red test leaves no transaction open. */
export function resetReactors(): void {
  for (const open of opened.splice(0)) open();
  faults.clear();
  calls.length = 0;
}

async function effect(reactor: string, event: Applied, { tx }: ReactionContext): Promise<void> {
  const { objectId: note, conversationId: key } = event.data;
  calls.push(`${reactor}:${note}`);
  // The gate that stands when the call is told: a test may set the next one at once.
  const held = gates.get(note);
  await tx.query('insert into effects (tenant_id, reactor, key, note) values ($1, $2, $3, $4)', [tx.tenantId, reactor, key, note]);
  await held;
  const fault = faults.get(note);
  if (fault) throw fault;
}

/** Writes an effect per applied action, in the group of human-review. */
@Reactor('human-review')
export class ReviewWhenApplied {
  @On('action.applied.v1')
  async react(event: Applied, context: ReactionContext): Promise<void> {
    await effect('review', event, context);
  }
}

/** The same in the group of insights. */
@Reactor('insights')
export class CountWhenApplied {
  @On('action.applied.v1')
  async react(event: Applied, context: ReactionContext): Promise<void> {
    await effect('insights', event, context);
  }
}
