import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The decision on consent beside each delivery, and what a tenant has callers told. */
export class ConsentTables1764400001210 implements MigrationInterface {
  readonly name = 'ConsentTables1764400001210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table call_deliveries add column consent jsonb');
    await runner.query(`
      create table disclosures (
        tenant_id text not null,
        jurisdiction text not null,
        language text not null,
        text text not null,
        changed_by text not null,
        changed_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, jurisdiction)
      )`);
    await isolateByTenant(runner, 'disclosures');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
