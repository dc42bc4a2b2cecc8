import { DATABASE, type Database, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { costOf, type LlmCaps } from '../llm/llm-settings.js';

/** Tokens, and what they cost in millionths. */
export interface Spent {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** A part of today's cap, kept for a question that is under way. */
export interface Reservation {
  readonly day: string;
  readonly model: string;
  readonly tokens: number;
  readonly micros: number;
}

/** A day's use of one model. */
export interface DayOfUse extends Spent {
  readonly day: string;
  readonly model: string;
  readonly requests: number;
  readonly costMicros: number;
  /** Calls that the local engine read alone because the cap was reached. */
  readonly skippedCalls: number;
}

const TODAY = `(now() at time zone 'utc')::date`;

/** What each tenant uses up at the language model, by the day of the database's clock. */
@Injectable()
export class LlmUsage {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /**
   * Keeps room for a question under today's cap, for all processes at once. What a killed process had reserved counts until the day ends.
   * @returns null when it would go over the cap.
   */
  reserve(tenantId: string, model: string, expected: Spent, caps: LlmCaps): Promise<Reservation | null> {
    const tokens = expected.promptTokens + expected.completionTokens;
    const micros = costOf(expected, caps);
    return this.db.transaction(tenantId, async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`llm-usage:${tenantId}`]);
      const { rows } = await tx.query<{ day: string; tokens: string; micros: string }>(
        `select ${TODAY}::text as day, coalesce(sum(prompt_tokens + completion_tokens + reserved_tokens), 0) as tokens, coalesce(sum(cost_micros + reserved_micros), 0) as micros
         from llm_usage where day = ${TODAY}`,
      );
      const { day = '', tokens: usedTokens = '0', micros: usedMicros = '0' } = rows[0] ?? {};
      const isOver = (caps.tokens !== null && Number(usedTokens) + tokens > caps.tokens) || (caps.costMicros !== null && Number(usedMicros) + micros > caps.costMicros);
      if (isOver) return null;
      await add(tx, day, model, { reserved_tokens: tokens, reserved_micros: micros });
      return { day, model, tokens, micros };
    });
  }

  /** Turns a reservation into what was really used; nothing was when the question failed. */
  settle(tenantId: string, { day, model, tokens, micros }: Reservation, spent: Spent | null, caps: LlmCaps): Promise<void> {
    const used = spent ? { requests: 1, prompt_tokens: spent.promptTokens, completion_tokens: spent.completionTokens, cost_micros: costOf(spent, caps) } : {};
    return this.db.transaction(tenantId, (tx) => add(tx, day, model, { reserved_tokens: -tokens, reserved_micros: -micros, ...used }));
  }

  /** Counts a call that was read without the model because of the cap. */
  skipped(tenantId: string, model: string): Promise<void> {
    return this.db.transaction(tenantId, async (tx) => {
      const { rows } = await tx.query<{ day: string }>(`select ${TODAY}::text as day`);
      await add(tx, rows[0]?.day ?? '', model, { skipped_calls: 1 });
    });
  }

  /** The last days' use, newest first. */
  async days(tenantId: string, most = 31): Promise<DayOfUse[]> {
    const { rows } = await this.db.transaction(tenantId, (tx) =>
      tx.query<{ day: string; model: string; requests: number; prompt_tokens: string; completion_tokens: string; cost_micros: string; skipped_calls: number }>(
        'select day::text as day, model, requests, prompt_tokens, completion_tokens, cost_micros, skipped_calls from llm_usage order by day desc, model limit $1',
        [most],
      ),
    );
    return rows.map((r) => ({ day: r.day, model: r.model, requests: r.requests, promptTokens: Number(r.prompt_tokens), completionTokens: Number(r.completion_tokens), costMicros: Number(r.cost_micros), skippedCalls: r.skipped_calls }));
  }
}

type Column = 'requests' | 'prompt_tokens' | 'completion_tokens' | 'cost_micros' | 'reserved_tokens' | 'reserved_micros' | 'skipped_calls';

async function add(tx: Tx, day: string, model: string, amounts: Partial<Record<Column, number>>): Promise<void> {
  const columns = Object.keys(amounts);
  const set = columns.map((column) => `${column} = llm_usage.${column} + excluded.${column}`).join(', ');
  await tx.query(
    `insert into llm_usage (tenant_id, day, model, ${columns.join(', ')}) values ($1, $2, $3, ${columns.map((_, i) => `$${i + 4}`).join(', ')})
     on conflict (tenant_id, day, model) do update set ${set}`,
    [tx.tenantId, day, model, ...Object.values(amounts)],
  );
}
