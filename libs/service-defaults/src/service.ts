import type { Provider, Type } from '@nestjs/common';
import type { ServiceName } from '@callmesh/contracts';
import type { AsyncProjection, Database, InlineProjection } from '@callmesh/event-sourcing';
import type { JobHandler } from '@callmesh/jobs';
import type { MigrationInterface } from 'typeorm';
import type { Environment } from './config/environment.js';
import type { ForgottenRows } from './erasure/forgets.port.js';
import type { RetentionWork } from './retention/retention-work.js';

/** Work that waits for people, for metrics. */
export interface WatchedQueue {
  readonly name: string;
  /** Counts as the worker role; kinds are few and from the code. */
  read(db: Pick<Database, 'workerQuery'>): Promise<readonly { readonly kind: string; readonly waiting: number; readonly oldestSeconds: number }[]>;
}

/** A server outside that the service calls. */
export interface OutsideServer {
  readonly name: string;
  /** Undefined where none is configured. */
  readonly url: string | undefined;
}

/** All that a service can do, on one screen. `apps/<app>/src/<app>.module.ts` holds nothing else. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  /** TypeORM migrations of the service's own tables; those of the libraries run first. */
  readonly migrations: readonly Type<MigrationInterface>[];
  /** HTTP controllers of the use cases and queries. */
  readonly controllers: readonly Type[];
  /** `@Reactor` classes. */
  readonly reactors: readonly Type[];
  readonly inlineProjections: readonly Type<InlineProjection>[];
  readonly asyncProjections: readonly Type<AsyncProjection>[];
  /** Handlers of slow or outside work. */
  readonly jobs: readonly Type<JobHandler>[];
  /** The read model that the service's reactors feed from the broker, with the tables that a rebuild empties. */
  readonly readModel?: { readonly name: string; readonly tables: readonly string[] };
  /** What of its own tables goes after a time. */
  readonly retention?: readonly Type<RetentionWork>[];
  /** Rows that go when their conversation is erased; jobs and parked messages go by themselves. */
  readonly forgets?: readonly ForgottenRows[];
  /** What waits for people. */
  readonly queues?: readonly WatchedQueue[];
  /** Whom it calls: asked every few seconds whether they answer. */
  readonly outside?: (env: Environment) => readonly OutsideServer[];
  /** Command handlers, ports bound to adapters, and whatever else is injected. */
  readonly providers: readonly Provider[];
}

/** Types a service definition; the module file of an app is one call of it. */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  return definition;
}
