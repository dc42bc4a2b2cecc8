import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was asked to be erased, how far it is, and the receipt: what stays of an erasure. */
export class Erasures1764400001200 implements MigrationInterface {
  readonly name = 'Erasures1764400001200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table erasures (
        tenant_id text not null,
        id text not null,
        asked_by text not null,
        reason text not null,
        person_kind text,
        asked_at timestamptz not null,
        finished_at timestamptz,
        receipt jsonb,
        primary key (tenant_id, id)
      )`);
    await runner.query(`
      create table erasure_calls (
        tenant_id text not null,
        erasure_id text not null,
        conversation_id text not null,
        erased_at timestamptz,
        on_hold boolean not null default false,
        primary key (tenant_id, erasure_id, conversation_id)
      )`);
    await runner.query('create index erasure_calls_of_conversation on erasure_calls (tenant_id, conversation_id)');
    for (const table of ['erasures', 'erasure_calls']) await isolateByTenant(runner, table, 'select, insert, update');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
