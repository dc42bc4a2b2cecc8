import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Copies of recordings in which what was redacted cannot be heard: what is left of a call once its raw recording is gone. */
export class RedactedAudio1764200001040 implements MigrationInterface {
  readonly name = 'RedactedAudio1764200001040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table redacted_audio (
        tenant_id text not null,
        conversation_id text not null,
        transcript_version integer not null,
        audio jsonb not null,
        made_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, conversation_id)
      )`);
    await isolateByTenant(runner, 'redacted_audio');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
