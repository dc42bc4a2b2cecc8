import { relayStanding } from '@callmesh/messaging';
import { relayFailing, relayLag, relayLagAge, relayLagReadable } from '../metrics/watch-gauges.js';
import type { Alarms } from './alarms.js';
import { Unmoved } from './unmoved.js';
import type { Look, WatchedService } from './watched.js';

/** Whether what is stored gets published. */
export function relayLook({ name: service, db, relay }: WatchedService, alarms: Alarms, patienceMs: number): Look {
  const unmoved = new Unmoved();
  const place = { service, subject: '' };
  return {
    name: 'relay',
    async look(now) {
      const { state, error } = relay.health();
      relayFailing.set({ service }, state === 'failing' ? 1 : 0);
      const failingFor = state === 'failing' ? unmoved.for('failing', state, now) : 0;
      if (state !== 'failing') unmoved.forget('failing');
      // Said before the database is asked: it may be what fails.
      if (failingFor >= patienceMs / 2) return alarms.raise(now, 'relay', place, 'the relay fails: events wait in the store until broker and registry answer again', { reason: error });

      const { behind, readable, oldestSeconds, checkpoint } = await relayStanding(db, service);
      relayLag.set({ service }, behind);
      relayLagReadable.set({ service }, readable);
      relayLagAge.set({ service }, oldestSeconds);
      const stillFor = readable > 0 ? unmoved.for('checkpoint', checkpoint, now) : 0;
      if (readable === 0) unmoved.forget('checkpoint');
      const stuck = stillFor >= patienceMs ? `${readable} event(s) wait and nobody publishes: is a process of ${service} running?` : undefined;
      alarms.set(now, stuck, 'relay', place, { behind, readable, oldestSeconds: Math.round(oldestSeconds) });
    },
  };
}
