import { horizonHolders, type HorizonHolder } from '@callmesh/event-sourcing';
import { horizonAge, horizonHolder } from '../metrics/watch-gauges.js';
import type { Alarms } from './alarms.js';
import { Labelled } from './labelled.js';
import { Unmoved } from './unmoved.js';
import type { Look, WatchedService } from './watched.js';

/** Which open transaction holds back relay, projections and consumers; never what it does. */
export function horizonLook({ name: service, db }: WatchedService, alarms: Alarms, patienceMs: number): Look {
  const unmoved = new Unmoved();
  const info = new Labelled([horizonHolder]);
  return {
    name: 'horizon',
    async look(now) {
      const [holder] = await horizonHolders(db);
      const ageMs = holder ? ageOf(holder, unmoved.for('holder', `${holder.pid} ${holder.database} ${holder.application}`, now)) : 0;
      if (!holder) unmoved.forget('holder');
      horizonAge.set(ageMs / 1_000);
      const held = holder !== undefined && ageMs >= patienceMs;
      // Only one that lasts is named: the labels of every short transaction would be thousands of series.
      info.set(held ? [{ labels: { database: holder.database, application: holder.application || 'unnamed', state: holder.state ?? 'unknown' }, values: [holder.pid ?? 0] }] : []);
      const words = holder && `an open transaction holds back new events: end it where it comes from, or with pg_terminate_backend(${holder.pid ?? 'its prepared transaction is ended with rollback prepared'})`;
      alarms.set(now, held ? words : undefined, 'horizon', { service, subject: '' }, holder && { ...holder, ageSeconds: Math.round(ageMs / 1_000) });
    },
  };
}

/** Where the database does not say how old it is, we know since when we have seen it. */
function ageOf({ ageSeconds }: HorizonHolder, seenForMs: number): number {
  return ageSeconds === null ? seenForMs : ageSeconds * 1_000;
}
