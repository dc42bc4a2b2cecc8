import { parkedFigures } from '@callmesh/messaging';
import { parkedAge, parkedMessages } from '../metrics/watch-gauges.js';
import type { Alarms } from './alarms.js';
import { Labelled } from './labelled.js';
import type { Look, WatchedService } from './watched.js';

/** What could not be processed: it is said at once, because only a person brings it on. */
export function parkedLook({ name: service, group, db }: WatchedService, alarms: Alarms): Look {
  const gauges = new Labelled([parkedMessages, parkedAge]);
  return {
    name: 'parked',
    async look(now) {
      const figures = await parkedFigures(db, group);
      gauges.set(figures.map(({ topic, code, state, count, oldestSeconds }) => ({ labels: { group, topic, code, state }, values: [count, oldestSeconds] })));
      const parked = figures.reduce((sum, { count }) => sum + count, 0);
      const words = `${parked} message(s) are parked: \`callmesh parked ls\` shows why; mend the cause, then re-drive`;
      alarms.set(now, parked > 0 ? words : undefined, 'parked', { service, subject: '' }, { group, codes: [...new Set(figures.map(({ code }) => code))] });
    },
  };
}
