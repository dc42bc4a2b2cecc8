import 'reflect-metadata';
import type { ReceivedEvent } from '@callmesh/contracts';
import { On } from './on.decorator.js';
import { Reactor, heardTypes } from './reactor.decorator.js';
import { transportOf } from './transport.js';

@Reactor('crm-sync')
class Example {
  @On('action.reviewed.v1')
  async apply(event: ReceivedEvent<'action.reviewed.v1'>): Promise<void> {
    await Promise.resolve(event.data.actionId);
  }

  @On('call.recorded.v1', 'call.transcribed.v1')
  async note(event: ReceivedEvent<'call.recorded.v1' | 'call.transcribed.v1'>): Promise<void> {
    await Promise.resolve(event.metadata.id);
  }
}

describe('reactor decorators', () => {
  it('say which event types a class hears', () => {
    expect(heardTypes(Example)).toEqual(['action.reviewed.v1', 'call.recorded.v1', 'call.transcribed.v1']);
  });

  it('bind methods to their own service’s transport', () => {
    expect(Reflect.getMetadata('microservices:transport', Example.prototype.apply)).toBe(transportOf('crm-sync'));
    expect(transportOf('crm-sync')).not.toBe(transportOf('insights'));
  });
});
