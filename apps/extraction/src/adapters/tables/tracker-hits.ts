import type { Tx } from '@callmesh/event-sourcing';
import type { Hit } from '../../domain/trackers/phrases.js';
import type { TrackerResult } from '../../domain/trackers/tracker.js';

/** What a tracker found on a conversation, as it is kept: a hit, or that it could not be told. */
export interface TrackedCall {
  readonly tracker: string;
  readonly trackerVersion: number;
  readonly conversationId: string;
  readonly transcriptVersion: number;
  readonly state: 'hit' | 'unknown';
  readonly hits: readonly Hit[];
  readonly callStartedAt: string;
}

interface Row {
  tracker: string;
  tracker_version: number;
  conversation_id: string;
  transcript_version: number;
  state: 'hit' | 'unknown';
  hits: Hit[];
  call_started_at: Date;
}

const asTracked = (r: Row): TrackedCall => ({
  tracker: r.tracker,
  trackerVersion: r.tracker_version,
  conversationId: r.conversation_id,
  transcriptVersion: r.transcript_version,
  state: r.state,
  hits: r.hits,
  callStartedAt: r.call_started_at.toISOString(),
});

/** Which call was looked at. */
export interface LookedAt {
  readonly conversationId: string;
  readonly transcriptVersion: number;
  readonly callStartedAt: number;
}

/** Keeps what the trackers came to on a call, in place of what was known; a result of an older tracker or transcript is passed over. */
export async function keepResults(tx: Tx, call: LookedAt, results: readonly TrackerResult[]): Promise<void> {
  if (results.length === 0) return;
  await tx.query(
    `with looked as (select * from jsonb_to_recordset($1) as r(tracker text, version int, state text, hits jsonb)),
          current as (select l.* from looked l where l.version = (select max(d.version) from definitions d where d.family = 'tracker' and d.name = l.tracker)),
          gone as (delete from tracker_hits h using current c where h.tracker = c.tracker and h.conversation_id = $2 and h.transcript_version <= $3 and c.state = 'none')
     insert into tracker_hits (tenant_id, tracker, conversation_id, tracker_version, transcript_version, state, hits, call_started_at)
     select $4, tracker, $2, version, $3, state, hits, to_timestamp($5::float8 / 1000) from current where state <> 'none'
     on conflict (tenant_id, tracker, conversation_id) do update
       set tracker_version = excluded.tracker_version, transcript_version = excluded.transcript_version, state = excluded.state, hits = excluded.hits, call_started_at = excluded.call_started_at
       where tracker_hits.transcript_version <= excluded.transcript_version`,
    [JSON.stringify(results), call.conversationId, call.transcriptVersion, tx.tenantId, call.callStartedAt],
  );
}

/** What to list of a tracker. */
export interface HitFilter {
  readonly state: 'hit' | 'unknown';
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Calls of a tracker, newest first, and how many there are in all. */
export async function callsOf(tx: Tx, tracker: string, { state, from, to, limit, offset }: HitFilter): Promise<{ total: number; calls: TrackedCall[] }> {
  const { rows } = await tx.query<Row & { total: number }>(
    `select *, (count(*) over ())::int as total from tracker_hits
     where tracker = $1 and state = $2 and ($3::timestamptz is null or call_started_at >= $3) and ($4::timestamptz is null or call_started_at < $4)
     order by call_started_at desc, conversation_id limit $5 offset $6`,
    [tracker, state, from ?? null, to ?? null, limit, offset],
  );
  return { total: rows[0]?.total ?? 0, calls: rows.map(asTracked) };
}

/** All that trackers found on one conversation. */
export async function trackedOn(tx: Tx, conversationId: string): Promise<TrackedCall[]> {
  const { rows } = await tx.query<Row>('select * from tracker_hits where conversation_id = $1 order by tracker', [conversationId]);
  return rows.map(asTracked);
}
