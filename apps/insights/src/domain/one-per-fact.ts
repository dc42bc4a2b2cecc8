import { newerIds } from '@callmesh/contracts';
import type { RecordedEvent } from './recorded-event.js';

const parts = (type: string): { family: string; major: number } => {
  const [, family = type, major = '0'] = /^(.*)\.v(\d+)$/.exec(type) ?? [];
  return { family, major: Number(major) };
};

/**
 * One event per fact: of a fact that is here in several majors the newest. Usually there is one, because a group takes a fact once; but this
 * service keeps events for ever, so what an older build took in the older major is there beside what a rebuild takes in the newer one.
 * A cause that names the fact in another major is turned to the one that is shown.
 */
export function onePerFact(events: readonly RecordedEvent[]): RecordedEvent[] {
  const newest = new Map<string, number>();
  const keyOf = ({ type, factId }: RecordedEvent): string => `${factId} ${parts(type).family}`;
  for (const event of events) newest.set(keyOf(event), Math.max(newest.get(keyOf(event)) ?? 0, parts(event.type).major));
  const kept = events.filter((event) => parts(event.type).major === newest.get(keyOf(event)));
  const shownAs = new Map(kept.flatMap((event) => [event.factId, ...newerIds(event.type, event.id)].map((id) => [id, event.id] as const)));
  for (const { id } of kept) shownAs.set(id, id);
  return kept.map((event) => ({ ...event, causationId: shownAs.get(event.causationId ?? '') ?? event.causationId }));
}
