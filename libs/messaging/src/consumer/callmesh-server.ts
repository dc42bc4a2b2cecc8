import { DomainError, isKnownType, type EventType, type SchemaRegistry, type ServiceName } from '@callmesh/contracts';
import type { Database } from '@callmesh/event-sourcing';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Bus } from '../bus.port.js';
import { transportOf } from '../decorators/transport.js';
import { noMetrics, type MessagingMetrics } from '../metrics.port.js';
import { DEFAULT_PARKED_LIMIT } from '../parking/parking-full.js';
import type { Redriven } from '../parking/redrive.js';
import { GroupConsumer } from './group-consumer.js';
import type { React } from './handle.middleware.js';
import type { RetryPolicy } from './retry-transient.js';

/** What a service's consumer needs. */
export interface CallmeshServerOptions {
  readonly service: ServiceName;
  /** Consumer group; default: the service's name. */
  readonly group?: string;
  readonly db: Database;
  readonly bus: Bus;
  readonly registry: SchemaRegistry;
  readonly metrics?: MessagingMetrics;
  readonly retryPolicy?: RetryPolicy;
  /** Messages that the group parks before its consumer stands still instead; default 10,000. */
  readonly parkedLimit?: number;
  /** Faults beside the messages: a dead-letter copy or a sweep that failed. */
  onError?(error: unknown, where: string): void;
}

/**
 * One service's consumer as a Nest microservice (`app.connectMicroservice({ strategy: new CallmeshServer(…) })`). It hears the
 * events that the service's `@Reactor` classes name, each once, and never runs another service's reactors.
 */
export class CallmeshServer extends Server implements CustomTransportStrategy {
  override readonly transportId: symbol;
  // The consumer sees every error itself; Nest must not log it.
  override readonly propagatesEventHandlerErrors = true;
  readonly group: string;
  private readonly consumer: GroupConsumer;

  constructor(private readonly options: CallmeshServerOptions) {
    super();
    this.transportId = transportOf(options.service);
    this.group = options.group ?? options.service;
    this.consumer = this.makeConsumer(this.group, options.metrics ?? noMetrics);
  }

  /** Registers a reaction. @throws when the service has two for one event type. */
  override addHandler(pattern: unknown, callback: MessageHandler, isEventHandler = false, extras: Record<string, unknown> = {}): void {
    const type = this.normalizePattern(pattern as string);
    if (!isKnownType(type)) throw new Error(`@On('${type}') in ${this.options.service}: no such event type; see schemas/`);
    if (this.messageHandlers.has(type)) throw new Error(`${this.options.service} has two reactions to ${type}: one reactor per event and group`);
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  /** Event types that this consumer hears. */
  heard(): EventType[] {
    return [...this.messageHandlers.keys()].filter(isKnownType).sort();
  }

  /** Topics that this consumer reads. */
  topics(): string[] {
    return this.consumer.topics();
  }

  /** Joins the group; Nest calls it. */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      await this.consumer.start();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Lets the batch in hand finish, then leaves the group. */
  close(): Promise<void> {
    return this.consumer.stop();
  }

  /**
   * Processes a parked key of this group in order, until it is free or a message fails again.
   * @throws DomainError PARKED.TYPE_NOT_HEARD
   */
  redriveKey(topic: string, key: string): Promise<Redriven> {
    return this.consumer.redriveKey(topic, key);
  }

  /**
   * Another group with this service's reactions: for a copy of a read model, or a replay. It is not started.
   * @param copySchema schema whose tables come before the service's own.
   */
  consumerOf(group: string, copySchema?: string): GroupConsumer {
    // Its name is made for the occasion: no series of metrics should be kept for it.
    return this.makeConsumer(group, noMetrics, copySchema);
  }

  private makeConsumer(group: string, metrics: MessagingMetrics, copySchema?: string): GroupConsumer {
    const { db, bus, registry, retryPolicy, parkedLimit = DEFAULT_PARKED_LIMIT, onError } = this.options;
    return new GroupConsumer({
      ...{ group, db, bus, registry, metrics, retryPolicy, parkedLimit, copySchema },
      heard: () => this.heard(),
      react: this.react,
      onError: (error, where) => onError?.(error, where),
    });
  }

  on(): never {
    throw new Error('a callmesh consumer has no events to listen to');
  }

  unwrap<T>(): T {
    return this.options.bus as T;
  }

  /** Nest's handler of the type: there is exactly one, so nothing is chained behind it. */
  readonly react: React = async (type, event, context) => {
    const handler = this.messageHandlers.get(type);
    if (!handler) throw new DomainError('PARKED.TYPE_NOT_HEARD', `${this.options.service} has no reaction to ${type}: drop the message, or start a build that has one`);
    const result: unknown = await handler(event, context);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  };
}
