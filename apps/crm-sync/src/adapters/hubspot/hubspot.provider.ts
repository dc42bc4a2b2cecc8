import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import type { FactoryProvider } from '@nestjs/common';
import { DESTINATION, type Destination } from '../../ports/destination.port.js';
import { NoDestination } from '../no-destination.adapter.js';
import { HubSpotDestination } from './hubspot.destination.adapter.js';

/** HubSpot as the environment names it. */
export const hubSpotProvider: FactoryProvider<Destination> = {
  provide: DESTINATION,
  inject: [SERVICE_CONFIG],
  useFactory: ({ env }: ServiceConfig) => {
    if (!env.CRM_HUBSPOT_URL || !env.CRM_HUBSPOT_TOKEN) return new NoDestination();
    // A free port is known only once the server listens, and another one next time: no address to leave in a CRM.
    const publicUrl = env.CALLMESH_PUBLIC_URL ?? (env.CALLMESH_PORT === 0 ? undefined : `http://127.0.0.1:${env.CALLMESH_PORT}`);
    return new HubSpotDestination({ url: env.CRM_HUBSPOT_URL, token: env.CRM_HUBSPOT_TOKEN, publicUrl });
  },
};
