import { queueAge, queueDepth } from '../metrics/watch-gauges.js';
import { Labelled } from './labelled.js';
import type { Look, WatchedService } from './watched.js';

/** What waits for people. That it waits is no fault; how long is for the dashboard and its alert. */
export function queueLook({ name: service, db, queues }: WatchedService): Look {
  const gauges = queues.map(() => new Labelled([queueDepth, queueAge]));
  return {
    name: 'queues',
    async look() {
      for (const [index, { name: queue, read }] of queues.entries()) {
        const rows = await read(db);
        gauges[index]?.set(rows.map(({ kind, waiting, oldestSeconds }) => ({ labels: { service, queue, kind }, values: [waiting, oldestSeconds] })));
      }
    },
  };
}
