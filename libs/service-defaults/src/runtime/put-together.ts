import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BUS, CallmeshServer } from '@callmesh/messaging';
import { AUDIT, AuditController } from '../audit/audit.controller.js';
import type { AccessRecorder } from '../audit/change-audit.js';
import { parkingCheck } from '../health/parking-check.js';
import type { Readiness } from '../health/readiness.js';
import { createApp } from '../http/create-app.js';
import { rootLogger } from '../logs/logger.js';
import { messagingMetrics } from '../metrics/messaging-metrics.js';
import { operationsControllers } from '../operations/controllers.js';
import { OPERATED_SERVICES, type OperatedServices } from '../operations/services.js';
import type { ServiceDefinition } from '../service.js';
import { SUBSCRIPTIONS } from '../subscriptions/subscriptions.js';
import { SubscriptionsController } from '../subscriptions/subscriptions.controller.js';
import type { Platform } from './platform.js';
import type { ServiceParts } from './running-service.js';
import { serviceModule } from './service-module.js';
import { openResources } from './service-resources.js';

@Module({})
class OperationsModule {}

/** The one Nest application of a process and what each of its services consists of; nothing of it is at work yet. */
export interface PutTogether {
  readonly app: NestFastifyApplication;
  readonly parts: readonly ServiceParts[];
}

/** Opens the services' schemas and makes their application, their consumers and their checks. */
export async function putTogether(definitions: readonly ServiceDefinition[], platform: Platform, readiness: Readiness, services: OperatedServices): Promise<PutTogether> {
  const { env, bus, registry } = platform;
  const opened = await Promise.all(
    definitions.map(async (definition) => {
      const resources = await openResources(definition, platform);
      return { definition, resources, dynamic: serviceModule(definition, platform, resources) };
    }),
  );
  const keepsKeys = platform.database.keepsKeys(definitions);
  const audit = opened.map(({ resources }) => resources.audit).find((one) => one !== undefined);
  const operations: DynamicModule = {
    module: OperationsModule,
    controllers: [...operationsControllers, ...(keepsKeys ? [SubscriptionsController] : []), ...(audit ? [AuditController] : [])],
    providers: [
      { provide: OPERATED_SERVICES, useValue: services },
      { provide: SUBSCRIPTIONS, useValue: platform.access.subscriptions },
      { provide: BUS, useValue: bus },
      { provide: AUDIT, useValue: audit },
    ],
  };
  const recorders = new Map(opened.flatMap(({ definition, resources }) => definition.controllers.map((controller) => [controller, resources.claims] as const)));
  // What belongs to no service is recorded by the first.
  const recorderOf = (controller: Type): AccessRecorder | undefined => recorders.get(controller) ?? opened[0]?.resources.claims;
  const app = await createApp({
    services: opened.map(({ dynamic }) => dynamic),
    keys: platform.access.keys,
    keepsKeys,
    readiness,
    metricsToken: env.CALLMESH_METRICS_TOKEN,
    controllers: definitions.flatMap(({ controllers }) => controllers),
    operations,
    recorderOf,
  });
  const parts = opened.map(({ definition, resources, dynamic }): ServiceParts => {
    const { name } = definition;
    const { db } = resources;
    const onError = (error: unknown, where: string): void => rootLogger().warn({ err: error, service: name }, where);
    const server = new CallmeshServer({ service: name, db, bus, registry, metrics: messagingMetrics(), parkedLimit: env.CALLMESH_PARKED_LIMIT, onError });
    app.connectMicroservice({ strategy: server });
    readiness.add({ name: `database of ${name}`, check: () => db.workerQuery('select 1').then(() => undefined) });
    readiness.add(parkingCheck(name, db, env.CALLMESH_PARKED_LIMIT));
    return { definition, resources, platform, module: app.select(dynamic), server };
  });
  return { app, parts };
}
