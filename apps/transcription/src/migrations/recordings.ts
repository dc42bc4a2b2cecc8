import { grantWorker, isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every recording that came in, with the two raw forms of it (as received, and normalised) and the redacted copy that people hear. Raw is what has
 * no `destroyed_at`; it may go once `proved_at` says that the copy was read again and found right.
 */
export class Recordings1764200001050 implements MigrationInterface {
  readonly name = 'Recordings1764200001050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recordings (
        tenant_id text not null,
        conversation_id text not null,
        audio_uri text not null,
        audio jsonb not null,
        original jsonb,
        audio_version integer not null default 1,
        recorded_at timestamptz not null default clock_timestamp(),
        copy jsonb,
        transcript_version integer,
        spans jsonb,
        proof jsonb,
        proved_at timestamptz,
        destroyed_at timestamptz,
        destroyed_because text,
        primary key (tenant_id, conversation_id, audio_uri)
      )`);
    await runner.query('create index recordings_raw on recordings (tenant_id, recorded_at) where destroyed_at is null');
    await isolateByTenant(runner, 'recordings');
    // Whatever removes raw recordings by their age looks over all tenants.
    await grantWorker(runner, 'recordings', 'select');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
