import { planAfresh, type Tx } from '@callmesh/event-sourcing';
import { stageNames, type StageName } from '../domain/conversation-thread.js';

/** One stage over the last days. */
export interface StageReport {
  readonly name: StageName;
  readonly count: number;
  /** Milliseconds; null when nothing passed. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
  /** Calls that entered the stage and have not left it within the given time. Review waits for people and counts as waiting, not as stuck. */
  readonly stuck: number;
  /** Calls that left the flow in this stage: quarantined or refused at capture, failed at transcription. */
  readonly lost: number;
}

interface Passed {
  stage: StageName;
  count: number;
  p50: number;
  p95: number;
  max: number;
}

interface Open {
  capture_lost: number;
  transcription_stuck: number;
  transcription_lost: number;
  extraction_stuck: number;
  application_stuck: number;
}

/** Latency and loss per stage (C16). `now` is a parameter, so that the report of a moment can be asked for again. */
export async function stageReport(tx: Tx, { days, stuckAfterMinutes, now }: { days: number; stuckAfterMinutes: number; now: Date }): Promise<StageReport[]> {
  planAfresh(tx);
  const since = new Date(now.getTime() - days * 86_400_000);
  const overdue = new Date(now.getTime() - stuckAfterMinutes * 60_000);
  const passed = await tx.query<Passed>(
    `select stage, count(*)::int as count,
       percentile_cont(0.5) within group (order by ms)::float8 as p50, percentile_cont(0.95) within group (order by ms)::float8 as p95, max(ms)::float8 as max
     from stage_times where tenant_id = $1 and started_at >= $2 group by stage`,
    [tx.tenantId, since],
  );
  const { rows } = await tx.query<Open>(
    `select
       count(*) filter (where status in ('quarantined', 'refused'))::int as capture_lost,
       count(*) filter (where status = 'in-progress' and transcribed_at is null and recorded_at < $3)::int as transcription_stuck,
       count(*) filter (where status = 'failed')::int as transcription_lost,
       count(*) filter (where analysed_at is null and transcribed_at < $3)::int as extraction_stuck,
       count(*) filter (where approved_since < $3)::int as application_stuck
     from conversations where tenant_id = $1 and first_seen >= $2`,
    [tx.tenantId, since, overdue],
  );
  const open = rows[0];
  const stuck: Partial<Record<StageName, number>> = { transcription: open?.transcription_stuck, extraction: open?.extraction_stuck, application: open?.application_stuck };
  const lost: Partial<Record<StageName, number>> = { capture: open?.capture_lost, transcription: open?.transcription_lost };
  return stageNames.map((name) => {
    const row = passed.rows.find((p) => p.stage === name);
    return { name, count: row?.count ?? 0, p50: row?.p50 ?? null, p95: row?.p95 ?? null, max: row?.max ?? null, stuck: stuck[name] ?? 0, lost: lost[name] ?? 0 };
  });
}
