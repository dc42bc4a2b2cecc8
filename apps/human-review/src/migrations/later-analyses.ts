import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What later analyses took back and found again, and which action undoes which. */
export class LaterAnalyses1764300001040 implements MigrationInterface {
  readonly name = 'LaterAnalyses1764300001040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table withdrawn_facts (
        tenant_id text not null,
        fact_id text not null,
        conversation_id text not null,
        event_id text not null,
        reason text not null,
        replaced_by text,
        primary key (tenant_id, fact_id)
      )`);
    await runner.query(`create index withdrawn_facts_of_conversation on withdrawn_facts (tenant_id, conversation_id)`);
    await runner.query(`
      create table confirmed_facts (
        tenant_id text not null,
        fact_id text not null,
        conversation_id text not null,
        analysis_version integer not null,
        confidence double precision not null,
        engine text not null,
        primary key (tenant_id, fact_id)
      )`);
    await isolateByTenant(runner, 'withdrawn_facts', 'select, insert');
    await isolateByTenant(runner, 'confirmed_facts');
    await runner.query('alter table queue_items add column reverts uuid');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
