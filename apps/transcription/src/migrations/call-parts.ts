import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts of a long call, while they wait for each other. */
export class CallParts1764200001020 implements MigrationInterface {
  readonly name = 'CallParts1764200001020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table call_parts (
        tenant_id text not null,
        plan_id text not null,
        part integer not null,
        conversation_id text not null,
        from_ms integer not null,
        to_ms integer not null,
        heard jsonb,
        primary key (tenant_id, plan_id, part)
      )`);
    await isolateByTenant(runner, 'call_parts');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
