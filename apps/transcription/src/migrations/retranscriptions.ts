import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was asked to be transcribed again, and how far each call of it is. */
export class Retranscriptions1764200001030 implements MigrationInterface {
  readonly name = 'Retranscriptions1764200001030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table retranscriptions (
        tenant_id text not null,
        id text not null,
        scope jsonb not null,
        mode text not null,
        reason text not null,
        asked_by text not null,
        asked_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, id)
      )`);
    await runner.query(`
      create table retranscription_calls (
        tenant_id text not null,
        batch_id text not null,
        conversation_id text not null,
        state text not null default 'waiting' check (state in ('waiting', 'made', 'unchanged', 'failed')),
        version integer,
        code text,
        primary key (tenant_id, batch_id, conversation_id)
      )`);
    // Where a call's recording lies is asked by conversation.
    await runner.query(`create index jobs_origins on jobs (tenant_id, conversation_id, seq) where kind in ('transcribe', 'split-recording', 'import-transcript')`);
    for (const table of ['retranscriptions', 'retranscription_calls']) await isolateByTenant(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
