import { DomainError, type FeedPoint } from '@callmesh/event-sourcing';
import type { MessagePlace, ReplayPoint } from '@callmesh/messaging';
import type { AskedPoint } from './services.js';

const PLACE = /^([A-Za-z0-9._-]+)\/(\d{1,6})\/([^/]+)$/;

/**
 * Where a replay from the broker begins. Several places are separated by commas, one for each partition that is wanted.
 * @throws DomainError `REPLAY.POINT_INVALID`
 */
export function brokerPoint({ fromTime, fromPosition }: AskedPoint): ReplayPoint {
  refuseBoth(fromTime, fromPosition);
  if (fromTime !== undefined) return { time: Date.parse(fromTime) };
  if (fromPosition === undefined) return 'earliest';
  return { places: fromPosition.split(',').map(placeOf) };
}

/** Where a replay from a service's own events begins. @throws DomainError `REPLAY.POINT_INVALID` */
export function feedPoint({ fromTime, fromPosition }: AskedPoint): FeedPoint {
  refuseBoth(fromTime, fromPosition);
  if (fromTime !== undefined) return { time: new Date(fromTime).toISOString() };
  return fromPosition === undefined ? 'start' : { position: fromPosition };
}

/** Whether a point is the beginning of everything. */
export const isFromStart = ({ fromTime, fromPosition }: AskedPoint): boolean => fromTime === undefined && fromPosition === undefined;

function placeOf(text: string): MessagePlace {
  const match = PLACE.exec(text.trim());
  if (!match) throw new DomainError('REPLAY.POINT_INVALID', `"${text}" is no place of a message: write <topic>/<partition>/<position>, as \`callmesh parked show\` tells them`);
  return { topic: match[1] ?? '', partition: Number(match[2]), position: match[3] ?? '' };
}

function refuseBoth(time: string | undefined, position: string | undefined): void {
  if (time !== undefined && position !== undefined) throw new DomainError('REPLAY.POINT_INVALID', 'a replay begins at a time or at a position, not at both');
}
