import type { EventType } from '@callmesh/contracts';
import type { Reaction } from '../reactor.js';

const REACTIONS = 'callmesh:reactions';

/** A method and the event types that it hears. */
export interface DeclaredReaction {
  readonly method: string | symbol;
  readonly types: readonly EventType[];
}

/**
 * Declares that a method of a {@link Reactor} class hears these event types. The method gets the decoded event and the
 * {@link ReactionContext}; its parameters need no decorators. One method per event type and service.
 * @example
 * ```ts
 * @On('order.cancellation-requested.v1')
 * async draft(event: ReceivedEvent<'order.cancellation-requested.v1'>, context: ReactionContext) { … }
 * ```
 */
export function On<T extends EventType>(...types: readonly [T, ...T[]]) {
  return <R extends Reaction<T>>(target: object, method: string | symbol, _descriptor: TypedPropertyDescriptor<R>): void => {
    Reflect.defineMetadata(REACTIONS, [...reactionsOf(target), { method, types }], target);
  };
}

/** What `@On` declared on a class's prototype, in source order. */
export function reactionsOf(prototype: object): readonly DeclaredReaction[] {
  return (Reflect.getMetadata(REACTIONS, prototype) as readonly DeclaredReaction[] | undefined) ?? [];
}
