import { EventEmitter } from 'node:events';

const hubs = new Map<string, EventEmitter>();

/**
 * In-process wake-ups of everything in this process that uses one database, so that a hop does not wait for a poll.
 * Other processes find out by polling. Events: `published` (topics), `members` (group).
 */
export function wakeHub(url: string): EventEmitter {
  const { host, pathname } = new URL(url);
  const key = `${host}${pathname}`;
  let hub = hubs.get(key);
  if (!hub) {
    hub = new EventEmitter().setMaxListeners(0);
    hubs.set(key, hub);
  }
  return hub;
}
