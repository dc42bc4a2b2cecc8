import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a tenant defines itself: kinds of facts, trackers, rule packs. A change is a new version; old ones stay, because analyses name them. */
export class Definitions1764300000200 implements MigrationInterface {
  readonly name = 'Definitions1764300000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table definitions (
        tenant_id text not null,
        family text not null check (family in ('kind', 'tracker', 'rule-pack')),
        name text not null,
        version integer not null check (version > 0),
        body jsonb not null,
        retired boolean not null default false,
        changed_by text not null,
        changed_at timestamptz not null default now(),
        primary key (tenant_id, family, name, version)
      )`);
    await isolateByTenant(runner, 'definitions', 'select, insert');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
