import type { Database } from '@callmesh/event-sourcing';
import { parkedTotal, ParkingFull } from '@callmesh/messaging';
import { Degraded, type ReadinessCheck } from './readiness.js';

/** Says what a service has parked, and that its consumer stands still when it is as much as it may. */
export function parkingCheck(service: string, db: Database, limit: number): ReadinessCheck {
  return {
    name: `parking of ${service}`,
    async check() {
      const parked = await parkedTotal(db, service);
      if (parked >= limit) throw new Degraded(new ParkingFull(service, parked, limit).message);
      return parked === 0 ? undefined : `${parked} messages are parked: \`callmesh parked ls --service ${service}\``;
    },
  };
}
