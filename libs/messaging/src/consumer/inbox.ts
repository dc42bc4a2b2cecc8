import type { Database, Tx } from '@callmesh/event-sourcing';
import type { Delivery } from './delivery.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TYPE = /^(.*)\.v(\d+)$/;
const ERASURE = 'conversation.erased';

/**
 * Marks deliveries as processed, in the transaction of their effects, in one statement.
 * A fact that was processed in another major version (same `ce_factid`, same family) counts as processed too.
 * What belongs to a conversation that was erased is marked and goes no further; the erasure itself does.
 * @returns those that are new, in order.
 */
export async function admit(tx: Tx, group: string, generation: number, deliveries: readonly Delivery[]): Promise<Delivery[]> {
  const entries = firstMajors(deliveries.flatMap((delivery) => (delivery.event ? [{ delivery, ...entryOf(delivery.type), ...delivery.event.metadata }] : [])));
  const { rows } = await tx.query<{ event_id: string; erased: string[] | null }>(INSERT, [
    tx.tenantId,
    group,
    generation,
    entries.map((e) => e.id),
    entries.map((e) => e.factId),
    // A fact has the id of the event that first told it.
    entries.map((e) => (UUID.test(e.factId) ? e.factId : null)),
    entries.map((e) => e.family),
    entries.map((e) => e.major),
    entries.map((e) => e.conversationId),
  ]);
  const fresh = new Set(rows.map((row) => row.event_id));
  const erased = new Set(rows[0]?.erased);
  const goesOn = ({ id, family, conversationId }: (typeof entries)[number]): boolean => {
    // Each once, though a batch may hold a message twice.
    if (!fresh.delete(id.toLowerCase())) return false;
    if (family !== ERASURE) return !erased.has(conversationId);
    erased.add(conversationId);
    return true;
  };
  return entries.filter(goesOn).map((e) => e.delivery);
}

/** The generation in which a group's inbox counts now: 1, unless an earlier build has rebuilt in place. Replays have groups, and so inboxes, of their own. */
export async function inboxGeneration(db: Database, group: string): Promise<number> {
  const { rows } = await db.workerQuery<{ generation: number }>('select generation from inbox_generations where consumer_group = $1', [group]);
  return rows[0]?.generation ?? 1;
}

/** Forgets what no redelivery can bring again, and older generations. Runs as the worker role. @returns rows deleted. */
export async function sweepInbox(db: Database, group: string, generation: number, keepDays: number): Promise<number> {
  const { rowCount } = await db.workerQuery(
    `delete from inbox where consumer_group = $1 and (received_at < now() - $3 * interval '1 day' or generation < $2)`,
    [group, generation, keepDays],
  );
  return rowCount ?? 0;
}

/** The first of a fact in a batch decides which major of it counts. */
function firstMajors<T extends { readonly factId: string; readonly family: string; readonly major: number }>(entries: readonly T[]): T[] {
  const majors = new Map<string, number>();
  return entries.filter(({ factId, family, major }) => {
    const fact = `${family} ${factId}`;
    const first = majors.get(fact) ?? major;
    majors.set(fact, first);
    return first === major;
  });
}

function entryOf(type: string): { family: string; major: number } {
  const match = TYPE.exec(type);
  return { family: match?.[1] ?? type, major: Number(match?.[2] ?? 0) };
}

// Two look-ups, because each has its own index. They are values, not `exists`: the planner would make a join of that, and before the first
// statistics of a table it is one that reads the whole inbox for every message. Whether the group knows any fact in several majors is asked
// once for the batch: most groups know none.
const INSERT = `
  insert into inbox (tenant_id, consumer_group, generation, event_id, fact_id, family, major)
  select $1, $2, $3, event_id, fact_id, family, major
  from unnest($4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::smallint[]) as i (event_id, fact_id, first_event_id, family, major)
  where case when i.first_event_id <> i.event_id then (
      select o.major from inbox o
      where o.tenant_id = $1 and o.consumer_group = $2 and o.generation = $3 and o.event_id = i.first_event_id
        and o.family = i.family and o.major <> i.major limit 1) end is null
    and case when (
      select true from inbox o
      where o.tenant_id = $1 and o.consumer_group = $2 and o.generation = $3 and o.fact_id <> o.event_id::text limit 1)
    then (
      select o.major from inbox o
      where o.tenant_id = $1 and o.consumer_group = $2 and o.generation = $3 and o.fact_id = i.fact_id and o.fact_id <> o.event_id::text
        and o.family = i.family and o.major <> i.major limit 1) end is null
  on conflict do nothing
  returning event_id::text, (select array_agg(x.conversation_id) from erased_conversations x where x.tenant_id = $1 and x.conversation_id = any ($9::text[])) as erased`;
