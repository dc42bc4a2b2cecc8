import type { INestApplicationContext } from '@nestjs/common';
import { EVENT_STORE, rebuildProjection, startAsyncProjections, type AsyncProjection, type PostgresEventStore } from '@callmesh/event-sourcing';
import { startWorkers, type JobHandler } from '@callmesh/jobs';
import { startRelay, type CallmeshServer } from '@callmesh/messaging';
import { rootLogger } from '../logs/logger.js';
import { messagingMetrics } from '../metrics/messaging-metrics.js';
import type { OperatedService } from '../operations/services.js';
import type { ServiceDefinition } from '../service.js';
import { within } from './deadline.js';
import type { Platform } from './platform.js';
import { rebuildFromBroker } from './rebuild-from-broker.js';
import type { ServiceResources } from './service-resources.js';

const DRAIN_MS = 14_000;
const RELAY_MS = 2_000;

/** What a service is put together from. */
export interface ServiceParts {
  readonly definition: ServiceDefinition;
  readonly resources: ServiceResources;
  readonly platform: Platform;
  /** The service's Nest module. */
  readonly module: INestApplicationContext;
  readonly server: CallmeshServer;
}

/** A service at work. */
export interface RunningService {
  readonly operated: OperatedService;
  /** Takes no more work, lets what is in hand finish, and closes the connections once `intake`, the HTTP server, has ended too. */
  stop(intake: Promise<void>): Promise<void>;
}

/** Starts what a service does by itself: relay, job workers, asynchronous projections. Its consumer is started by Nest. */
export function startService({ definition, resources, platform, module, server }: ServiceParts): RunningService {
  const { name, readModel } = definition;
  const { db, jobs, claims } = resources;
  const cipher = claims.fieldCipher;
  const log = rootLogger().child({ service: name });
  const onError = (error: unknown, where: string): void => log.warn({ err: error }, where);

  const store = module.get<PostgresEventStore>(EVENT_STORE, { strict: true });
  const projections = definition.asyncProjections.map((type) => module.get<AsyncProjection>(type, { strict: true }));
  const handlers = definition.jobs.map((type) => module.get<JobHandler>(type, { strict: true }));

  const { bus, registry, exclusive } = platform;
  const relay = startRelay({ db, bus, registry, cipher, service: name, metrics: messagingMetrics(), exclusive, onError: (error) => onError(error, 'relay') });
  const projecting = startAsyncProjections({ db, cipher, projections, onError: (error, projection) => onError(error, `projection ${projection}`) });
  const workers = startWorkers({ db, jobs, handlers, exclusive, onError });
  const endWakes = store.onAppended(() => {
    relay.wake();
    projecting.wake();
  });

  return {
    operated: {
      name,
      db,
      registry,
      jobHandlers: handlers,
      redriveKey: (topic, key) => server.redriveKey(topic, key),
      projections: [...projections.map((projection) => projection.name), ...(readModel ? [readModel.name] : [])],
      rebuild: (wanted) => {
        if (readModel?.name === wanted) return rebuildFromBroker({ db, bus, server }, readModel.tables);
        const projection = projections.find((one) => one.name === wanted);
        return projection ? rebuildProjection(db, cipher, projection) : Promise.resolve(0);
      },
    },
    async stop(intake) {
      await within(DRAIN_MS, `consumer and workers of ${name}`, Promise.all([server.close(), workers.stop(), projecting.stop()]));
      // A request in hand still needs the database.
      await intake;
      endWakes();
      await within(RELAY_MS, `relay of ${name}`, relay.stop());
      await within(RELAY_MS, `connections of ${name}`, resources.close());
    },
  };
}
