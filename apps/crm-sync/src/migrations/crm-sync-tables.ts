import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `applications`: reviewed actions to apply. `effects`: what was written at the destination, or may have been, by effect key. */
export class CrmSyncTables1764000001100 implements MigrationInterface {
  readonly name = 'CrmSyncTables1764000001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table applications (
        tenant_id text not null,
        action_id uuid not null,
        conversation_id text not null,
        effect_key text not null,
        reviewed jsonb not null,
        cause_id text not null,
        traceparent text,
        received_at timestamptz not null default now(),
        primary key (tenant_id, action_id)
      )`);
    await runner.query(`
      create table effects (
        tenant_id text not null,
        effect_key text not null,
        conversation_id text not null,
        action_id uuid not null,
        state text not null check (state in ('writing', 'done')),
        writing_since timestamptz not null default clock_timestamp(),
        timed_out boolean not null default false,
        changes jsonb not null default '[]',
        object text,
        object_id text,
        primary key (tenant_id, effect_key)
      )`);
    for (const table of ['applications', 'effects']) await isolateByTenant(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
