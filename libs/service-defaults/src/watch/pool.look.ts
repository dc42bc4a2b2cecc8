import type { Database } from '@callmesh/event-sourcing';
import { poolConnections, poolWaiting } from '../metrics/watch-gauges.js';
import type { Look } from './watched.js';

/** Connections of this process to its service's schema. */
export function poolLook(service: string, db: Pick<Database, 'pools'>): Look {
  return {
    name: 'pools',
    look() {
      for (const { role, total, idle, waiting } of db.pools()) {
        poolConnections.set({ service, role, state: 'busy' }, total - idle);
        poolConnections.set({ service, role, state: 'idle' }, idle);
        poolWaiting.set({ service, role }, waiting);
      }
      return Promise.resolve();
    },
  };
}
