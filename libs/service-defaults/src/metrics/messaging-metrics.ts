import type { MessagingMetrics } from '@callmesh/messaging';
import { counter, histogram } from './metrics.js';

/** Counts of relay and consumers on the process's Prometheus registry. */
export function messagingMetrics(): MessagingMetrics {
  const published = counter('callmesh_events_published_total', 'events handed to the broker', ['topic']);
  const consumed = counter('callmesh_messages_consumed_total', 'messages that came from the broker', ['group', 'topic']);
  const skipped = counter('callmesh_messages_skipped_total', 'messages of a type that the group does not hear', ['group', 'topic']);
  const duplicates = counter('callmesh_messages_duplicate_total', 'messages that the inbox had already', ['group', 'topic']);
  const handled = histogram('callmesh_reaction_duration_seconds', 'duration of one reaction', ['group', 'type']);
  const retried = counter('callmesh_messages_retried_total', 'transient faults that were tried again', ['group', 'topic', 'code']);
  const parked = counter('callmesh_messages_parked_total', 'messages that could not be processed', ['group', 'topic', 'code']);
  const behind = counter('callmesh_messages_queued_behind_total', 'messages that wait behind a parked one of their key', ['group', 'topic']);
  const full = counter('callmesh_parking_full_total', 'batches that wait because the group has as many parked messages as it may', ['group', 'topic']);
  const redriven = counter('callmesh_messages_redriven_total', 'parked messages that a re-drive processed', ['group', 'topic']);
  return {
    published: (topic, count) => published.inc({ topic }, count),
    consumed: (group, topic, count) => consumed.inc({ group, topic }, count),
    skippedUnknown: (group, topic, count) => skipped.inc({ group, topic }, count),
    duplicates: (group, topic, count) => duplicates.inc({ group, topic }, count),
    handled: (group, type, durationMs) => handled.observe({ group, type }, durationMs / 1000),
    retried: (group, topic, code) => retried.inc({ group, topic, code }),
    parked: (group, topic, code) => parked.inc({ group, topic, code }),
    queuedBehind: (group, topic, count) => behind.inc({ group, topic }, count),
    parkingFull: (group, topic) => full.inc({ group, topic }),
    redriven: (group, topic, count) => redriven.inc({ group, topic }, count),
  };
}
