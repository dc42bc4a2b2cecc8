import { grantWorker, isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Read models of every conversation. All columns come from events, so that a rebuild gives the same bytes. */
export class InsightsTables1764000002000 implements MigrationInterface {
  readonly name = 'InsightsTables1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table conversation_events (
        tenant_id text not null,
        event_id text not null,
        conversation_id text not null,
        type text not null,
        time text not null,
        service text not null,
        causation_id text,
        fact_id text not null,
        payload jsonb not null,
        primary key (tenant_id, event_id)
      )`);
    await runner.query('create index conversation_events_thread on conversation_events (tenant_id, conversation_id)');
    await runner.query(`
      create table conversations (
        tenant_id text not null,
        conversation_id text not null,
        first_seen timestamptz,
        status text not null default 'in-progress',
        settled boolean not null default false,
        code text,
        platform text,
        platform_call_id text,
        started_at timestamptz,
        agent_id text,
        file_name text,
        recorded_at timestamptz,
        transcribed_at timestamptz,
        analysed_at timestamptz,
        intent text,
        topics text[] not null default '{}',
        sentiment text,
        satisfaction integer,
        escalation_risk text,
        waiting_actions integer not null default 0,
        approved_since timestamptz,
        primary key (tenant_id, conversation_id)
      )`);
    await runner.query('create index conversations_newest on conversations (tenant_id, first_seen desc, conversation_id desc)');
    await runner.query('create index conversations_by_call on conversations (tenant_id, platform_call_id) where platform_call_id is not null');
    await runner.query('create index conversations_analysed on conversations (tenant_id, analysed_at) where analysed_at is not null');
    await runner.query(`
      create table stage_times (
        tenant_id text not null,
        conversation_id text not null,
        stage text not null,
        subject text not null,
        started_at timestamptz not null,
        ms bigint not null,
        primary key (tenant_id, conversation_id, stage, subject)
      )`);
    await runner.query('create index stage_times_started on stage_times (tenant_id, started_at)');
    for (const table of ['conversation_events', 'conversations', 'stage_times']) {
      await isolateByTenant(runner, table);
      // For a rebuild, which spans the tenants.
      await grantWorker(runner, table, 'select, delete');
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
