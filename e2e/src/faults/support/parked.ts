import type { ServiceName } from '@callmesh/contracts';
import type { Fleet } from './fleet.js';
import { services } from './stores.js';

/** A parked message as operators see it. */
export interface ParkedLine {
  readonly id: string;
  readonly group: ServiceName;
  readonly key: string;
  readonly code: string;
}

/** Everything that any service has parked. */
export async function parkedIn(fleet: Fleet): Promise<ParkedLine[]> {
  const lists = await Promise.all(services.map(async (service) => (await fleet.call(service, 'GET', '/api/v1/parked')).body as ParkedLine[]));
  return lists.flat();
}
