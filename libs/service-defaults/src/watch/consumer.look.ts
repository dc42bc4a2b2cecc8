import type { Bus, GroupStanding } from '@callmesh/messaging';
import { consumerLag, consumerLagAge } from '../metrics/watch-gauges.js';
import type { Alarms } from './alarms.js';
import { Arrivals } from './arrivals.js';
import { Unmoved } from './unmoved.js';
import type { Look, WatchedService } from './watched.js';

/** Whether the group keeps up with its topics: partition by partition, whichever process reads them. */
export function consumerLook({ group, topics, name }: WatchedService, bus: Pick<Bus, 'standings'>, alarms: Alarms, patienceMs: number): Look {
  const unmoved = new Unmoved();
  const arrivals = new Arrivals();
  return {
    name: 'consumer',
    async look(now) {
      if (topics.length === 0) return;
      const standings = await bus.standings(group, topics);
      for (const topic of topics) lookAt(topic, standings.filter((one) => one.topic === topic), now);
    },
  };

  function lookAt(topic: string, partitions: readonly GroupStanding[], now: number): void {
    const behind = partitions.reduce((sum, one) => sum + one.behind, 0);
    const ages = partitions.map((one) => (one.behind === 0 ? 0 : now - (one.oldestAt ?? arrivals.oldest(one, now))));
    consumerLag.set({ group, topic }, behind);
    consumerLagAge.set({ group, topic }, Math.max(0, ...ages) / 1_000);
    const still = partitions.filter((one) => {
      const key = `${one.topic}/${one.partition}`;
      if (one.behind === 0) unmoved.forget(key);
      return one.behind > 0 && unmoved.for(key, one.committed, now) >= patienceMs;
    });
    const words = `${behind} message(s) wait and ${still.length} partition(s) of ${topic} do not move: look for a batch that is tried again and again, or restart the process`;
    alarms.set(now, still.length > 0 ? words : undefined, 'consumer', { service: name, subject: topic }, { group, behind, partitions: still.map(({ partition }) => partition) });
  }
}
