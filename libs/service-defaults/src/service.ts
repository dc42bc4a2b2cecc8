import type { Provider, Type } from '@nestjs/common';
import type { ServiceName } from '@callmesh/contracts';
import type { AsyncProjection, InlineProjection } from '@callmesh/event-sourcing';
import type { JobHandler } from '@callmesh/jobs';
import type { MigrationInterface } from 'typeorm';

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
  /** Command handlers, ports bound to adapters, and whatever else is injected. */
  readonly providers: readonly Provider[];
}

/** Types a service definition; the module file of an app is one call of it. */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  return definition;
}
