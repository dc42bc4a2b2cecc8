import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Transcripts as they were before they were cleaned up: no event tells of them, because nobody should read meaning into them. */
export class TranscriptOriginals1764200001000 implements MigrationInterface {
  readonly name = 'TranscriptOriginals1764200001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table transcript_originals (
        tenant_id text not null,
        conversation_id text not null,
        version integer not null,
        transcript jsonb not null,
        reason text not null,
        source text not null,
        made_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, conversation_id, version)
      )`);
    await isolateByTenant(runner, 'transcript_originals', 'select, insert');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
