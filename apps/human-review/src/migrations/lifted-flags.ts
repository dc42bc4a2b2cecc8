import { grantService, isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A later transcript of a flagged call: what rests on it is not in doubt for what was wrong with the one before. */
export class LiftedFlags1764400001060 implements MigrationInterface {
  readonly name = 'LiftedFlags1764400001060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table flagged_transcripts add column lifted_by integer');
    await grantService(runner, 'flagged_transcripts', 'update');
    await runner.query(`
      create table later_transcripts (
        tenant_id text not null,
        conversation_id text not null,
        event_id text not null,
        transcript_version integer not null,
        primary key (tenant_id, conversation_id, event_id)
      )`);
    await isolateByTenant(runner, 'later_transcripts', 'select, insert, delete');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
