import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policies with their history, the queue as reviewers see it, what was really changed, and who has an item in hand. */
export class HumanReviewTables1764000001000 implements MigrationInterface {
  readonly name = 'HumanReviewTables1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table policies (
        tenant_id text not null,
        kind text not null,
        version integer not null,
        threshold numeric not null check (threshold between 0 and 1),
        reviewer_role text not null,
        changed_by text not null,
        changed_at timestamptz not null default now(),
        primary key (tenant_id, kind, version)
      )`);
    await runner.query(`
      create table queue_items (
        tenant_id text not null,
        action_id uuid not null,
        conversation_id text not null,
        kind text not null,
        state text not null,
        version integer not null,
        summary text not null,
        doubt text,
        confidence double precision not null,
        threshold double precision not null,
        target jsonb not null,
        evidence jsonb not null,
        due_at timestamptz,
        call_started_at timestamptz not null,
        source_type text not null,
        fact_id text not null,
        drafted_at timestamptz not null,
        last_event_id uuid not null,
        supersedes uuid,
        superseded_by uuid,
        decision text,
        decided_by text,
        decided_at timestamptz,
        reason text,
        failure_code text,
        primary key (tenant_id, action_id)
      )`);
    await runner.query(`create index queue_items_waiting on queue_items (tenant_id, drafted_at) where state = 'drafted'`);
    await runner.query(`create index queue_items_of_conversation on queue_items (tenant_id, conversation_id)`);
    await runner.query(`
      create table applied_changes (
        tenant_id text not null,
        action_id uuid not null,
        destination text not null,
        object text not null,
        object_id text not null,
        operation text not null,
        changes jsonb not null,
        primary key (tenant_id, action_id)
      )`);
    await runner.query(`
      create table leases (
        tenant_id text not null,
        action_id uuid not null,
        held_by text not null,
        held_until timestamptz not null,
        primary key (tenant_id, action_id)
      )`);
    for (const table of ['queue_items', 'applied_changes', 'leases']) await isolateByTenant(runner, table);
    await isolateByTenant(runner, 'policies', 'select, insert');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
