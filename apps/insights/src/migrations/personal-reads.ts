import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many personal values and stored objects a caller has asked for, hour by hour: a stolen key empties no vault over night. */
export class PersonalReads1764400002010 implements MigrationInterface {
  readonly name = 'PersonalReads1764400002010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table personal_reads (
        tenant_id text not null,
        reader text not null,
        hour timestamptz not null,
        taken integer not null,
        primary key (tenant_id, reader, hour)
      )`);
    await isolateByTenant(runner, 'personal_reads', 'select, insert, update, delete');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
