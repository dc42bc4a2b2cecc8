import { audit } from '@callmesh/messaging';
import { auditPublished, auditSeen, auditStored } from '../metrics/watch-gauges.js';
import type { Look, WatchedService } from './watched.js';

/** The three counters that must meet: stored, published, seen. */
export function auditLook({ name: service, group, db, heard }: WatchedService): Look {
  // A family that is heard and was never seen must be 0, not absent: a gap can only be told from numbers.
  for (const type of heard) auditSeen.set({ group, family: type.replace(/\.v\d+$/, '') }, 0);
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
