import type { DomainEvent, EventMetadata } from '../event.js';
import type { EventType } from '../flow.js';
import type { EventPayloads } from '../generated/events.js';
import { deterministicId } from '../ids.js';
import { callbackRequestedV2 } from './callback-requested-v2.upcaster.js';

/** One step from a major to the next of the same fact. */
interface Rung {
  readonly from: EventType;
  readonly to: EventType;
  readonly up: (data: never) => unknown;
}

const rung = <F extends EventType, T extends EventType>(from: F, to: T, up: (data: EventPayloads[F]) => EventPayloads[T]): Rung => ({ from, to, up });

/**
 * Every major that is told beside an older one. What is kept, streams and the thread of insights, holds the oldest of a fact's majors;
 * the newer ones are made of it when it is published, so each rung must make all of its major from what the older one says (docs/adr/0012-two-majors-of-one-event.md).
 */
const ladder: readonly Rung[] = [rung('callback.requested.v1', 'callback.requested.v2', callbackRequestedV2)];

const above = new Map(ladder.map((step) => [step.from, step]));

/** True when events of this type are published in a newer major as well. */
export const hasNewerMajor = (type: EventType): boolean => above.has(type);

/** One major in which a fact is told. */
export type Telling = DomainEvent & { readonly metadata: EventMetadata };

/**
 * All majors in which a stored event is published, newest first: a consumer that knows several acts on the newest and finds the fact
 * done when the older ones come. The stored event keeps its id; the others have one of their own, and the same `factId`.
 */
export function tellings(stored: Telling): Telling[] {
  const told: Telling[] = [stored];
  for (let step = above.get(stored.type); step; step = above.get(step.to)) {
    const [below] = told as [Telling, ...Telling[]];
    told.unshift({ type: step.to, data: step.up(below.data as never) as Telling['data'], metadata: { ...stored.metadata, id: deterministicId(stored.metadata.id, step.to) } });
  }
  return told;
}

/**
 * The payload of an event in a newer major, for a consumer that hears both and wants to know one.
 * @throws Error when no rungs lead from one to the other.
 */
export function asMajor<T extends EventType>(type: T, event: DomainEvent): EventPayloads[T] {
  let { type: reached, data }: { type: EventType; data: unknown } = event;
  while (reached !== type) {
    const step = above.get(reached);
    if (!step) throw new Error(`${event.type} cannot be told as ${type}: the ladder in libs/contracts/src/majors/ladder.ts has no rung from ${reached}`);
    data = step.up(data as never);
    reached = step.to;
  }
  return data as EventPayloads[T];
}
