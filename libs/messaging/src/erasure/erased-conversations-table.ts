import { grantWorker, isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conversations that this service has heard were erased: what comes of them later has no effect any more. */
export class ErasedConversations1764400000230 implements MigrationInterface {
  readonly name = 'ErasedConversations1764400000230';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table erased_conversations (
        tenant_id text not null,
        conversation_id text not null,
        erased_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, conversation_id)
      )`);
    await isolateByTenant(runner, 'erased_conversations', 'select, insert');
    await grantWorker(runner, 'erased_conversations', 'select');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
