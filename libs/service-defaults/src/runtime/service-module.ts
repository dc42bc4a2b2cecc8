import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { CLAIM_CHECKS, ERASURE, FIELD_CIPHER, HOLDS, RETENTION, RECEIPT_SIGNER, VAULT } from '@callmesh/claim-check';
import { createEventStore, DATABASE, EVENT_STORE, type InlineProjection } from '@callmesh/event-sourcing';
import { JOBS } from '@callmesh/jobs';
import { BUS } from '@callmesh/messaging';
import { SCHEMA_REGISTRY, SERVICE_CONFIG, type ServiceConfig } from '../config/service-config.js';
import { tracedEventStore } from '../traces/traced-event-store.js';
import { forgettingProviders } from '../erasure/forgetting-providers.js';
import type { ServiceDefinition } from '../service.js';
import type { Platform } from './platform.js';
import type { ServiceResources } from './service-resources.js';

/**
 * A service as a Nest module. Every module binds the same tokens to its own service's instances, so services in one process
 * share nothing by accident.
 */
export function serviceModule(definition: ServiceDefinition, platform: Platform, resources: ServiceResources): DynamicModule {
  const { name, inlineProjections, asyncProjections, jobs, reactors } = definition;
  const { claims } = resources;
  const config: ServiceConfig = { name, env: platform.env, stopping: platform.stopping.signal };
  const own: Provider[] = [
    { provide: SERVICE_CONFIG, useValue: config },
    { provide: DATABASE, useValue: resources.db },
    { provide: JOBS, useValue: resources.jobs },
    { provide: BUS, useValue: platform.bus },
    { provide: SCHEMA_REGISTRY, useValue: platform.registry },
    { provide: CLAIM_CHECKS, useValue: claims.claimChecks },
    { provide: VAULT, useValue: claims.vault },
    { provide: FIELD_CIPHER, useValue: claims.fieldCipher },
    { provide: HOLDS, useValue: claims.holds },
    { provide: RETENTION, useValue: claims.retention },
    { provide: ERASURE, useValue: claims.erasure },
    { provide: RECEIPT_SIGNER, useValue: platform.signer },
    ...forgettingProviders(definition, resources),
    {
      provide: EVENT_STORE,
      inject: [...inlineProjections],
      useFactory: (...projections: InlineProjection[]) => tracedEventStore(createEventStore({ service: name, cipher: claims.fieldCipher, inlineProjections: projections }), name),
    },
  ];
  return {
    module: moduleClass(name),
    controllers: [...definition.controllers, ...reactors],
    providers: [...own, ...inlineProjections, ...asyncProjections, ...jobs, ...(definition.retention ?? []), ...definition.providers],
  };
}

/** Nest tells modules apart by their class, so each service gets one of its own. */
function moduleClass(name: string): Type {
  const type = class {};
  Object.defineProperty(type, 'name', { value: `Service(${name})` });
  Module({})(type);
  return type;
}
