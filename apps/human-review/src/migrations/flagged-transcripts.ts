import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls whose transcript could not be mended: nothing that rests on it goes unattended. */
export class FlaggedTranscripts1764200001010 implements MigrationInterface {
  readonly name = 'FlaggedTranscripts1764200001010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table flagged_transcripts (
        tenant_id text not null,
        conversation_id text not null,
        transcript_version integer not null,
        checks text[] not null,
        primary key (tenant_id, conversation_id, transcript_version)
      )`);
    await isolateByTenant(runner, 'flagged_transcripts', 'select, insert');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
