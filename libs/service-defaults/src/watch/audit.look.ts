import { audit } from '@callmesh/messaging';
import { auditPublished, auditSeen, auditStored } from '../metrics/watch-gauges.js';
import type { Look, WatchedService } from './watched.js';

/** The three counters that must meet: stored, published, seen. */
export function auditLook({ name: service, group, db }: WatchedService): Look {
  return {
    name: 'audit',
    async look() {
      for (const { counter, family, events } of await audit(db, { service, group })) {
        if (counter === 'stored') auditStored.set({ service, family }, events);
        else if (counter === 'published') auditPublished.set({ service, family }, events);
        else auditSeen.set({ group, family }, events);
      }
    },
  };
}
