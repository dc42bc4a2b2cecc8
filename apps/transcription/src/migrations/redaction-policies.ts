import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a tenant wants taken out of its transcripts; a row per change, so that it is known which rules a transcript was made under. */
export class RedactionPolicies1764400001070 implements MigrationInterface {
  readonly name = 'RedactionPolicies1764400001070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table redaction_policies (
        tenant_id text not null,
        version integer not null,
        policy jsonb not null,
        changed_by text not null,
        changed_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, version)
      )`);
    await isolateByTenant(runner, 'redaction_policies');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
