import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each tenant's calls cost at the language model, by day, and the answers that could not be used. */
export class LlmTables1764300000100 implements MigrationInterface {
  readonly name = 'LlmTables1764300000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table llm_usage (
        tenant_id text not null,
        day date not null,
        model text not null,
        requests integer not null default 0,
        prompt_tokens bigint not null default 0,
        completion_tokens bigint not null default 0,
        cost_micros bigint not null default 0,
        reserved_tokens bigint not null default 0,
        reserved_micros bigint not null default 0,
        skipped_calls integer not null default 0,
        primary key (tenant_id, day, model)
      )`);
    await runner.query(`
      create table llm_quarantined (
        tenant_id text not null,
        id uuid not null,
        conversation_id text not null,
        quarantined_at timestamptz not null default now(),
        model text not null,
        piece integer not null,
        faults jsonb not null,
        answer text not null,
        primary key (tenant_id, id)
      )`);
    await runner.query(`create index llm_quarantined_by_time on llm_quarantined (tenant_id, quarantined_at)`);
    await runner.query(`create index llm_quarantined_of_conversation on llm_quarantined (tenant_id, conversation_id)`);
    for (const table of ['llm_usage', 'llm_quarantined']) await isolateByTenant(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
