import type { EventType, ServiceName } from '@callmesh/contracts';
import { Controller, UseFilters, type Type } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { reactionsOf } from './on.decorator.js';
import { RethrowOriginal } from './rethrow-original.filter.js';
import { transportOf } from './transport.js';

/**
 * A class whose `@On` methods react to events in one service's consumer group. Underneath they are Nest event patterns bound to
 * that service's transport, so in the host no other service's consumer runs them.
 * @param service the service that the reactor belongs to; its name is the consumer group.
 */
export function Reactor(service: ServiceName): ClassDecorator {
  return (target) => {
    const prototype = target.prototype as Record<string | symbol, unknown>;
    for (const { method, types } of reactionsOf(prototype)) {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, method);
      if (!descriptor) throw new Error(`@On(${types.join(', ')}) of ${target.name} is not on a method of this class`);
      EventPattern([...types], transportOf(service))(prototype, method, descriptor);
      Payload()(prototype, method, 0);
      Ctx()(prototype, method, 1);
    }
    UseFilters(RethrowOriginal)(target);
    Controller()(target);
  };
}

/** Event types that a reactor class hears: for the check that an app's reactors equal the flow's `heardBy`. */
export function heardTypes(reactor: Type): readonly EventType[] {
  return reactionsOf(reactor.prototype as object).flatMap((reaction) => reaction.types);
}
