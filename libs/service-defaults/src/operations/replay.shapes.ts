import { z } from 'zod';

/** Where a replay begins; nothing given is the beginning. */
const Point = {
  fromTime: z.iso.datetime({ offset: true }).optional().describe('only what happened then or later'),
  fromPosition: z.string().min(1).max(2_000).optional().describe('a message, <topic>/<partition>/<position>, or several for several partitions; a place in its own events where the read model is fed from those'),
};

export const RebuildQuery = z.object({
  ...Point,
  name: z.string().optional().describe('one projection; all of the service without it'),
  shadow: z.string().optional().describe('build a copy of this name beside the live tables'),
});

export const ReplayBody = z.object({ ...Point, effects: z.boolean().default(false).describe('false: a rehearsal, of which nothing is kept; true: reactions run for real') });

export const RebuiltShape = z.array(
  z.object({
    projection: z.string(),
    events: z.number().int().nullable().describe('events passed; null while a replay works on it'),
    replay: z.string().nullable().describe('id of the replay that works on it'),
  }),
);

export const ProjectionShape = z.object({ service: z.string(), name: z.string(), feed: z.enum(['broker', 'store', 'inline']), tables: z.array(z.string()) });

export const ComparisonShape = z.array(
  z.object({
    table: z.string(),
    rows: z.object({ live: z.number().int(), copy: z.number().int() }),
    digest: z.object({ live: z.string(), copy: z.string() }).describe('hash over all rows, whatever their order'),
    onlyLive: z.number().int().describe('rows that the copy does not have'),
    onlyCopy: z.number().int(),
  }),
);

const Counts = z.record(z.string(), z.number().int());

export const ReplayShape = z.object({
  service: z.string(),
  id: z.string(),
  kind: z.enum(['copy', 'live', 'rehearsal', 'effects']),
  projection: z.string().nullable(),
  copy: z.string().nullable(),
  promotes: z.boolean().describe('the copy takes the live one\'s place as soon as it is complete'),
  group: z.string().describe('its consumer group'),
  from: z.unknown().describe('where it began'),
  phase: z.enum(['history', 'topics', 'following', 'promoting', 'done', 'failed', 'cancelled']),
  waitsFor: z.array(z.string()).describe('services whose history is awaited'),
  heard: z.number().int().describe('messages heard so far'),
  outcome: z
    .object({
      appends: Counts.describe('events by type that were, or would be, appended'),
      jobs: Counts.describe('jobs by kind: each is work outside'),
      failures: z.array(z.object({ eventId: z.string(), type: z.string(), code: z.string(), message: z.string() })).describe('the first hundred'),
    })
    .nullable(),
  error: z.string().nullable(),
  askedBy: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
