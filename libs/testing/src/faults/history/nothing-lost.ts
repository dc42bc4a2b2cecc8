import type { History, Violation } from './history.js';

/** I1: what was acknowledged is in the store, all of the store is on the broker, and every group that hears it has processed or parked it. */
export function nothingLost({ acknowledged, stored, published, consumed, heardBy, topicOf }: History): Violation[] {
  const lost = (what: string): Violation => ({ invariant: 'I1', what });
  const inStore = new Set(stored.map(({ type, conversationId }) => `${type} ${conversationId}`));
  const onTopic = new Set(published.map(({ topic, key, eventId }) => `${topic} ${key} ${eventId}`));
  const atGroup = new Set(consumed.map(({ group, eventId }) => `${group} ${eventId}`));

  const fromStore = acknowledged
    .filter(({ type, conversationId }) => !inStore.has(`${type} ${conversationId}`))
    .map(({ by, type, conversationId }) => lost(`${by} acknowledged ${type} of ${conversationId}: the store has none`));
  const fromBroker = stored.flatMap(({ id, type, streamId, version, conversationId }) => {
    const topic = topicOf(type);
    if (topic === null || onTopic.has(`${topic} ${conversationId} ${id}`)) return [];
    return [lost(`${type} ${id} (${streamId}/${version}) is in the store and not on ${topic} under ${conversationId}`)];
  });
  const atConsumers = stored.flatMap(({ id, type }) =>
    heardBy(type).flatMap((group) => (atGroup.has(`${group} ${id}`) ? [] : [lost(`${type} ${id} was neither processed nor parked by ${group}`)])),
  );
  return [...fromStore, ...fromBroker, ...atConsumers];
}
