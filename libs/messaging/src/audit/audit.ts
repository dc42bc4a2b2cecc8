import type { Database } from '@callmesh/event-sourcing';

/** Events counted on at once; a store that is new to the counting is caught up over several rounds. */
const BATCH = 100_000;

/** Events of one family, all majors together: a fact that is told in two majors counts once. */
export interface AuditCount {
  /** `stored`, `published`, or `seen:<group>`. */
  readonly counter: string;
  /** Event type without its major, e.g. `call.recorded`. */
  readonly family: string;
  readonly events: number;
}

/** Whose events are counted. */
export interface Audited {
  /** Name of the relay, which is the service's. */
  readonly service: string;
  readonly group: string;
}

/**
 * Counts on, and says how many events are in the store, how many the relay has published, and how many a group has seen: processed, or
 * parked for someone to look at. Once everything has come through the three meet. One process counts at a time; the others read.
 */
export async function audit(db: Database, { service, group }: Audited): Promise<AuditCount[]> {
  await db.workerTransaction(async (query) => {
    const counters = ['stored', 'published', `seen:${group}`];
    await query('insert into audit_cursors (counter) select unnest($1::text[]) on conflict do nothing', [counters]);
    const { rows } = await query<{ counter: string }>('select counter from audit_cursors where counter = any ($1) for update skip locked', [counters]);
    for (const { counter } of rows) {
      if (counter === 'stored') await query(countEvents(`e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())`), [counter, BATCH]);
      else if (counter === 'published') await query(countEvents(PUBLISHED), [counter, BATCH, service]);
      else await query(COUNT_SEEN, [counter, group]);
    }
  });
  const [counted, parked] = await Promise.all([
    db.workerQuery<{ counter: string; type: string; repeats: boolean; events: number }>('select counter, type, repeats, events::float8 as events from audit_counts'),
    db.workerQuery<{ type: string; events: number }>(PARKED, [group]),
  ]);
  return byFamily([...counted.rows, ...parked.rows.map((row) => ({ ...row, counter: `seen:${group}`, repeats: false }))]);
}

/** A family in several majors has one fact per event that is the first to tell it; elsewhere every event counts, whatever its fact is. */
function byFamily(rows: readonly { counter: string; type: string; repeats: boolean; events: number }[]): AuditCount[] {
  const familyOf = (type: string): string => type.replace(/\.v\d+$/, '');
  const majors = new Map<string, Set<string>>();
  for (const { type } of rows) majors.set(familyOf(type), (majors.get(familyOf(type)) ?? new Set()).add(type));
  const counts = new Map<string, AuditCount>();
  for (const { counter, type, repeats, events } of rows) {
    const family = familyOf(type);
    const counts1 = repeats && (majors.get(family)?.size ?? 0) > 1 ? 0 : events;
    const key = `${counter} ${family}`;
    counts.set(key, { counter, family, events: (counts.get(key)?.events ?? 0) + counts1 });
  }
  return [...counts.values()];
}

const PUBLISHED = `(e.transaction_id, e.global_position) <= (select c.transaction_id::xid8, c.position::bigint from relay_checkpoints c where c.name = $3)`;

const countEvents = (upTo: string): string => `
  with fresh as (
    select e.transaction_id, e.global_position, e.type, e.fact_id is not null as repeats
    from events e, audit_cursors a
    where a.counter = $1 and (e.transaction_id, e.global_position) > (a.transaction_id, a.position) and ${upTo}
    order by e.transaction_id, e.global_position limit $2
  ), moved as (
    update audit_cursors a set transaction_id = last.transaction_id, position = last.global_position
    from (select transaction_id, global_position from fresh order by transaction_id desc, global_position desc limit 1) last
    where a.counter = $1
  )
  insert into audit_counts select $1, type, repeats, count(*) from fresh group by type, repeats
  on conflict (counter, type, repeats) do update set events = audit_counts.events + excluded.events`;

// A row counts once its transaction cannot have neighbours that are still open: an inbox row is as old as its transaction's beginning.
// What a rebuild processes again has a row of an older generation.
const COUNT_SEEN = `
  with upto as (
    select least(now() - interval '1 second', coalesce(oldest_transaction() - interval '1 microsecond', now() - interval '10 minutes')) as at
  ), fresh as (
    select i.family || '.v' || i.major as type
    from inbox i, audit_cursors a, upto
    where a.counter = $1 and i.consumer_group = $2 and i.received_at > a.received_at and i.received_at <= upto.at
      and not exists (select from inbox o where o.tenant_id = i.tenant_id and o.consumer_group = i.consumer_group and o.generation < i.generation and o.event_id = i.event_id)
  ), moved as (
    update audit_cursors a set received_at = greatest(a.received_at, upto.at) from upto where a.counter = $1
  )
  insert into audit_counts select $1, type, false, count(*) from fresh group by type
  on conflict (counter, type, repeats) do update set events = audit_counts.events + excluded.events`;

const PARKED = `
  select p.event_type as type, count(distinct p.event_id)::float8 as events from parked p
  where p.consumer_group = $1 and p.event_type ~ '\\.v\\d+$'
    and not exists (select from inbox i where i.tenant_id = p.tenant_id and i.consumer_group = $1 and i.event_id::text = p.event_id)
  group by p.event_type`;
