import { DomainError } from '@callmesh/contracts';
import type { Admin, SeekEntry } from 'kafkajs';
import type { MessagePlace, ReplayPoint } from '../bus.port.js';

/** Offsets that a group is set to for a replay. */
export async function offsetsFor(admin: Admin, topic: string, to: ReplayPoint): Promise<SeekEntry[]> {
  if (to === 'earliest') return (await admin.fetchTopicOffsets(topic)).map(({ partition, low }) => ({ partition, offset: low }));
  if ('time' in to) return admin.fetchTopicOffsetsByTimestamp(topic, to.time);
  const named = to.places.filter((place) => place.topic === topic);
  const ends = await admin.fetchTopicOffsets(topic);
  for (const place of named) checkOffset(place, ends.length);
  return ends.map(({ partition, high }) => {
    const offsets = named.filter((place) => place.partition === partition).map(({ position }) => BigInt(position));
    const first = offsets.reduce((least, offset) => (offset < least ? offset : least), BigInt(high));
    return { partition, offset: first.toString() };
  });
}

function checkOffset({ topic, partition, position }: MessagePlace, partitions: number): void {
  if (!/^\d{1,19}$/.test(position)) throw new DomainError('BUS.POSITION_INVALID', `"${position}" is no offset of Kafka: take it from a message, e.g. \`callmesh parked show\``);
  if (partition >= partitions) throw new DomainError('BUS.POSITION_INVALID', `${topic} has ${partitions} partitions; ${partition} is none of them`);
}

/**
 * Up to when a topic's retention may have deleted messages: the time of the youngest of its partitions' oldest messages, among the
 * partitions that have lost any. Kafka tells offsets of times and not the other way round, so the time is searched for.
 */
export async function deletedUntil(admin: Admin, topic: string): Promise<number | null> {
  const cut = (await admin.fetchTopicOffsets(topic)).filter(({ low }) => BigInt(low) > 0n);
  if (cut.length === 0) return null;
  const now = Date.now();
  // A partition that is empty now has lost everything.
  if (cut.some(({ low, high }) => BigInt(high) <= BigInt(low))) return now;
  const isPast = async (time: number): Promise<boolean> => {
    const offsets = new Map((await admin.fetchTopicOffsetsByTimestamp(topic, time)).map(({ partition, offset }) => [partition, BigInt(offset)]));
    return cut.every(({ partition, low }) => (offsets.get(partition) ?? 0n) > BigInt(low));
  };
  let [before, after] = [0, now];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (await isPast(middle)) after = middle;
    else before = middle;
  }
  return after;
}
