import { planAfresh, type Tx } from '@callmesh/event-sourcing';

/** The calls of one intent. */
export interface IntentReport {
  /** null: the engine could not tell. */
  readonly intent: string | null;
  readonly calls: number;
  /** Mean of the calls whose satisfaction is known; null when none is. */
  readonly averageSatisfaction: number | null;
  readonly ratedCalls: number;
  readonly highEscalations: number;
  /** Distinct, in alphabetical order. */
  readonly topics: readonly string[];
}

interface Row {
  intent: string | null;
  calls: number;
  average: number | null;
  rated: number;
  high: number;
  topics: string[] | null;
}

/**
 * Insights by intent (O1). Calls are counted before topics are unrolled: joining a call with each of its topics would count it once per topic and
 * weigh its satisfaction as often, and would leave out calls without a topic.
 */
export async function insightsByIntent(tx: Tx, { days, now }: { days: number; now: Date }): Promise<IntentReport[]> {
  planAfresh(tx);
  const { rows } = await tx.query<Row>(
    `with analysed as (
       select intent, satisfaction, escalation_risk, topics from conversations where tenant_id = $1 and analysed_at >= $2
     ), by_intent as (
       select intent, count(*)::int as calls, avg(satisfaction)::float8 as average, count(satisfaction)::int as rated,
         count(*) filter (where escalation_risk = 'high')::int as high
       from analysed group by intent
     ), topics_by_intent as (
       select intent, array_agg(distinct topic collate "C" order by topic collate "C") as topics from analysed cross join lateral unnest(topics) as topic group by intent
     )
     select b.*, t.topics from by_intent b left join topics_by_intent t on t.intent is not distinct from b.intent
     order by b.calls desc, b.intent collate "C" nulls last`,
    [tx.tenantId, new Date(now.getTime() - days * 86_400_000)],
  );
  return rows.map(({ intent, calls, average, rated, high, topics }) => ({
    intent,
    calls,
    averageSatisfaction: average === null ? null : Math.round(average * 100) / 100,
    ratedCalls: rated,
    highEscalations: high,
    topics: topics ?? [],
  }));
}
