import type { Server } from 'node:http';
import { Module, type DynamicModule } from '@nestjs/common';
import { DomainError } from '@callmesh/event-sourcing';
import { BUS, CallmeshServer } from '@callmesh/messaging';
import type { ApiKeys } from '../access/api-keys.js';
import type { Environment } from '../config/environment.js';
import { parkingCheck } from '../health/parking-check.js';
import { Readiness } from '../health/readiness.js';
import { createApp } from '../http/create-app.js';
import { rootLogger } from '../logs/logger.js';
import { messagingMetrics } from '../metrics/messaging-metrics.js';
import { collectProcessMetrics } from '../metrics/metrics.js';
import { operationsControllers } from '../operations/controllers.js';
import { OPERATED_SERVICES, OperatedServices } from '../operations/services.js';
import type { ServiceDefinition } from '../service.js';
import { setUpTraces } from '../traces/set-up-traces.js';
import { startWatching } from '../watch/start-watching.js';
import { SUBSCRIPTIONS } from '../subscriptions/subscriptions.js';
import { SubscriptionsController } from '../subscriptions/subscriptions.controller.js';
import { within } from './deadline.js';
import { watchIntake } from './intake.js';
import { openPlatform, type Platform } from './platform.js';
import { startService } from './running-service.js';
import { serviceModule } from './service-module.js';
import { openResources } from './service-resources.js';
import { explainStartupFault } from './startup-faults.js';

const CLOSE_MS = 2_000;

/** How services share what is around them. */
export interface RunOptions {
  /** True when no other process works on this database, as in embedded mode: what a killed predecessor had leased is free at once. */
  readonly exclusive?: boolean;
  /** What the database roles' passwords are derived from; default: the master key. */
  readonly secret?: string;
  /** Called when no more requests should come, before anything else ends. */
  readonly onStopping?: () => void;
}

/** Services at work in this process. */
export interface RunningServices {
  /** Base address of the HTTP server, e.g. `http://127.0.0.1:8400`. */
  readonly url: string;
  readonly keys: ApiKeys;
  readonly readiness: Readiness;
  /** Ends in at most 25 s: no new work, what is in hand finishes, connections close. A second call waits for the first. */
  stop(): Promise<void>;
}

@Module({})
class OperationsModule {}

/**
 * Runs services in this process behind one HTTP port: each with its own schema, roles, consumer, relay and workers.
 * @throws DomainError `CONFIG.INCOMPLETE` when the database or the master key is not given.
 */
export async function runServices(definitions: readonly ServiceDefinition[], env: Environment, options: RunOptions = {}): Promise<RunningServices> {
  const platform = await openPlatform(env, { ...options, services: definitions.length }).catch((error: unknown) => {
    throw explainStartupFault(error, env);
  });
  try {
    return await start(definitions, platform, options.onStopping);
  } catch (error) {
    // Whatever else was opened ends with the process; the broker would keep it alive.
    await platform.close().catch(() => undefined);
    throw explainStartupFault(error, env);
  }
}

async function start(definitions: readonly ServiceDefinition[], platform: Platform, onStopping?: () => void): Promise<RunningServices> {
  const { env } = platform;
  const traces = await setUpTraces(env, definitions.length === 1 ? `callmesh-${definitions[0]?.name}` : 'callmesh');
  const readiness = new Readiness();
  const services = new OperatedServices();
  await platform.requireSchemas(definitions.map(({ name }) => name));
  const parts = await Promise.all(
    definitions.map(async (definition) => {
      const resources = await openResources(definition, platform);
      return { definition, resources, dynamic: serviceModule(definition, platform, resources) };
    }),
  );
  const keepsKeys = platform.database.keepsKeys(definitions);
  const operations: DynamicModule = {
    module: OperationsModule,
    controllers: [...operationsControllers, ...(keepsKeys ? [SubscriptionsController] : [])],
    providers: [
      { provide: OPERATED_SERVICES, useValue: services },
      { provide: SUBSCRIPTIONS, useValue: platform.access.subscriptions },
      { provide: BUS, useValue: platform.bus },
    ],
  };
  const app = await createApp({
    services: parts.map(({ dynamic }) => dynamic),
    keys: platform.access.keys,
    keepsKeys,
    readiness,
    controllers: definitions.flatMap(({ controllers }) => controllers),
    operations,
  });

  const servers = parts.map(({ definition: { name }, resources: { db } }) => {
    const onError = (error: unknown, where: string): void => rootLogger().warn({ err: error, service: name }, where);
    const server = new CallmeshServer({ service: name, db, bus: platform.bus, registry: platform.registry, metrics: messagingMetrics(), parkedLimit: env.CALLMESH_PARKED_LIMIT, onError });
    app.connectMicroservice({ strategy: server });
    readiness.add({ name: `database of ${name}`, check: () => db.workerQuery('select 1').then(() => undefined) });
    readiness.add(parkingCheck(name, db, env.CALLMESH_PARKED_LIMIT));
    return server;
  });
  await app.startAllMicroservices();
  const running = parts.map(({ definition, resources, dynamic }, index) => {
    const server = servers[index] as CallmeshServer;
    const service = startService({ definition, resources, platform, module: app.select(dynamic), server });
    services.add(service.operated);
    return service;
  });
  const intake = watchIntake(app.getHttpServer() as Server, () => app.getHttpAdapter().close() as Promise<unknown>);
  const watching = startWatching({ env, bus: platform.bus, services: running.map(({ watched }) => watched), outside: definitions.flatMap(({ outside }) => outside?.(env) ?? []) });
  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    readiness.stop();
    watching.stop();
    onStopping?.();
    platform.stopping.abort();
    const closed = intake.close(env.CALLMESH_DRAIN_MS);
    await Promise.all(running.map((service) => service.stop(closed)));
    await within(CLOSE_MS, 'Nest application', app.close());
    await within(CLOSE_MS, 'broker', platform.close());
    await traces.stop();
  };
  const stop = (): Promise<void> => (stopping ??= end());

  collectProcessMetrics();
  await app.listen(env.CALLMESH_PORT, env.CALLMESH_HOST).catch(async (error: unknown) => {
    // The services are at work by now; left alone they would keep the process alive, and fail for ever.
    await stop();
    throw cannotListen(error, env);
  });
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  rootLogger().info({ url, services: definitions.map(({ name }) => name) }, 'ready');
  return { url, keys: platform.access.keys, readiness, stop };
}

function cannotListen(error: unknown, { CALLMESH_HOST: host, CALLMESH_PORT: port }: Environment): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new DomainError('CONFIG.PORT_TAKEN', `port ${port} of ${host} is taken by another program: stop it, or choose another port with CALLMESH_PORT (0 takes a free one)`);
    case 'EACCES':
      return new DomainError('CONFIG.PORT_FORBIDDEN', `this user may not listen on port ${port}: choose one from 1024 on with CALLMESH_PORT`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new DomainError('CONFIG.HOST_UNKNOWN', `${host} is no address of this machine: set CALLMESH_HOST to one, or to 0.0.0.0 for all`);
    default:
      return error;
  }
}
