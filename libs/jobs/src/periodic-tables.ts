import { grantWorker } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work that comes again after some time, and who does it now. It belongs to no tenant: it is the installation's. */
export class PeriodicWork1764300000430 implements MigrationInterface {
  readonly name = 'PeriodicWork1764300000430';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table periodic_work (name text primary key, owner uuid not null, lease_until timestamptz not null, begun_at timestamptz not null, ended_at timestamptz)');
    await grantWorker(runner, 'periodic_work');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
