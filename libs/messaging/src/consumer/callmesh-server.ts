import { DomainError, isKnownType, topicOf, type EventType, type SchemaRegistry, type ServiceName } from '@callmesh/contracts';
import type { Database } from '@callmesh/event-sourcing';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Bus, Consumption } from '../bus.port.js';
import { transportOf } from '../decorators/transport.js';
import { noMetrics, type MessagingMetrics } from '../metrics.port.js';
import { deadLetterTopic, publishDeadLetter } from '../parking/dead-letter.js';
import { park } from '../parking/park.js';
import { redriveKey, type Redriven } from '../parking/redrive.js';
import { reasonCode } from '../faults.js';
import { decodeOne, deliveryOf } from './decode.middleware.js';
import type { React } from './handle.middleware.js';
import { inboxGeneration, sweepInbox } from './inbox.js';
import { pipeline, type Pipeline } from './pipeline.js';
import type { RetryPolicy } from './retry-transient.js';

const SWEEP_EVERY_MS = 3_600_000;
/** Longer than any topic keeps a message, so that no redelivery finds its mark gone. */
const KEEP_INBOX_DAYS = 60;

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
  private readonly metrics: MessagingMetrics;
  private readonly pipeline: Pipeline;
  private consumption: Consumption | undefined;
  private sweeper: NodeJS.Timeout | undefined;
  private generation = 1;

  constructor(private readonly options: CallmeshServerOptions) {
    super();
    this.transportId = transportOf(options.service);
    this.group = options.group ?? options.service;
    this.metrics = options.metrics ?? noMetrics;
    this.pipeline = pipeline({
      group: this.group,
      db: options.db,
      registry: options.registry,
      metrics: this.metrics,
      retryPolicy: options.retryPolicy,
      hears: (type) => this.messageHandlers.has(type),
      generation: () => this.generation,
      react: this.react,
      park: async (failed, error, attempts, rest, { topic }) => {
        await park(options.db, this.group, failed, error, attempts, rest);
        this.metrics.parked(this.group, topic, reasonCode(error));
        if (rest.length > 0) this.metrics.queuedBehind(this.group, topic, rest.length);
        await publishDeadLetter(options.bus, this.group, failed.message, error).catch((fault: unknown) => this.onError(fault, `${topic}.dlq`));
      },
    });
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
    return [...new Set(this.heard().map(topicOf))].sort();
  }

  /** Joins the group; Nest calls it. */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      await this.start();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Lets the batch in hand finish, then leaves the group. */
  async close(): Promise<void> {
    clearInterval(this.sweeper);
    await this.consumption?.stop();
    this.consumption = undefined;
  }

  /**
   * Processes a parked key of this group in order, until it is free or a message fails again.
   * @throws DomainError PARKED.TYPE_NOT_HEARD
   */
  async redriveKey(topic: string, key: string): Promise<Redriven> {
    const { db, registry } = this.options;
    const result = await redriveKey(
      db,
      { group: this.group, topic, key },
      {
        decode: (message) => decodeOne(registry, deliveryOf(message)),
        process: (tx, delivery) => this.pipeline.process(tx, delivery),
      },
    );
    this.metrics.redriven(this.group, topic, result.drained);
    return result;
  }

  on(): never {
    throw new Error('a callmesh consumer has no events to listen to');
  }

  unwrap<T>(): T {
    return this.options.bus as T;
  }

  private async start(): Promise<void> {
    const topics = this.topics();
    if (topics.length === 0) return;
    const { db, bus } = this.options;
    this.generation = await inboxGeneration(db, this.group);
    await bus.ensureTopics([...topics, ...topics.map(deadLetterTopic)]);
    this.consumption = await bus.consume({ group: this.group, topics, onBatch: (batch) => this.pipeline.run(batch) });
    this.sweeper = setInterval(() => {
      sweepInbox(db, this.group, this.generation, KEEP_INBOX_DAYS).catch((error: unknown) => this.onError(error, 'inbox sweep'));
    }, SWEEP_EVERY_MS).unref();
  }

  /** Nest's handler of the type: there is exactly one, so nothing is chained behind it. */
  private readonly react: React = async (type, event, context) => {
    const handler = this.messageHandlers.get(type);
    if (!handler) throw new DomainError('PARKED.TYPE_NOT_HEARD', `${this.options.service} has no reaction to ${type}: drop the message, or start a build that has one`);
    const result: unknown = await handler(event, context);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  };

  private onError(error: unknown, where: string): void {
    this.options.onError?.(error, where);
  }
}
