import type { History, StoredEvent, Violation } from './history.js';

/**
 * I3: per conversation within a topic, the first time that each event appears on the broker follows the order of the store, in one
 * partition. Repeats may come at any time: the inbox drops them. And the store itself has every version of a stream once, in order.
 */
export function orderKept({ stored, published, topicOf }: History): Violation[] {
  const wanted = new Map<string, string[]>();
  for (const { id, type, conversationId } of stored) {
    const topic = topicOf(type);
    if (topic !== null) push(wanted, `${topic} ${conversationId}`, id);
  }
  const seen = new Map<string, string[]>();
  const partitions = new Map<string, Set<number>>();
  for (const { topic, key, eventId, partition } of published) {
    const place = `${topic} ${key}`;
    if (!seen.get(place)?.includes(eventId)) push(seen, place, eventId);
    partitions.set(place, (partitions.get(place) ?? new Set()).add(partition));
  }
  const inverted = [...seen].flatMap(([place, ids]) => {
    const order = wanted.get(place) ?? [];
    const places = ids.map((id) => order.indexOf(id)).filter((at) => at >= 0);
    const wrong = places.findIndex((at, n) => n > 0 && at < (places[n - 1] ?? 0));
    return wrong < 0 ? [] : [`on ${place} event ${order[places[wrong] ?? 0]} came first after event ${order[places[wrong - 1] ?? 0]}, which the store has later`];
  });
  const scattered = [...partitions].filter(([, of]) => of.size > 1).map(([place, of]) => `${place} is in partitions ${[...of].join(', ')}`);
  return [...inverted, ...scattered, ...streamFaults(stored)].map((what) => ({ invariant: 'I3', what }));
}

function streamFaults(stored: readonly StoredEvent[]): string[] {
  const versions = new Map<string, number>();
  return stored.flatMap(({ service, streamId, version }) => {
    const stream = `${service} ${streamId}`;
    const before = versions.get(stream) ?? 0;
    versions.set(stream, version);
    return version === before + 1 ? [] : [`the readers of ${stream} get version ${version} after ${before}`];
  });
}

function push(lists: Map<string, string[]>, at: string, id: string): void {
  const list = lists.get(at);
  if (list) list.push(id);
  else lists.set(at, [id]);
}
