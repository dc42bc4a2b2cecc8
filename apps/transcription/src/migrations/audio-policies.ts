import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a tenant wants of its recordings; without a row the defaults hold. */
export class AudioPolicies1764400001060 implements MigrationInterface {
  readonly name = 'AudioPolicies1764400001060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audio_policies (
        tenant_id text primary key,
        filler text not null check (filler in ('silence', 'tone')),
        destroy_raw_after text[] not null,
        changed_at timestamptz not null default clock_timestamp(),
        changed_by text not null
      )`);
    await isolateByTenant(runner, 'audio_policies');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
