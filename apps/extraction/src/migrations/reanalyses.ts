import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was asked to be analysed again, and how far each call of it is. */
export class Reanalyses1764300000500 implements MigrationInterface {
  readonly name = 'Reanalyses1764300000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reanalyses (
        tenant_id text not null,
        id text not null,
        scope jsonb not null,
        engine text,
        asked_by text not null,
        asked_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, id)
      )`);
    await runner.query(`
      create table reanalysis_calls (
        tenant_id text not null,
        batch_id text not null,
        conversation_id text not null,
        state text not null default 'waiting' check (state in ('waiting', 'changed', 'unchanged', 'failed')),
        analysis_version integer,
        code text,
        primary key (tenant_id, batch_id, conversation_id)
      )`);
    // With what a call was analysed last is asked by conversation.
    await runner.query(`create index jobs_analyses on jobs (tenant_id, conversation_id, seq) where kind = 'analyse'`);
    for (const table of ['reanalyses', 'reanalysis_calls']) await isolateByTenant(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
