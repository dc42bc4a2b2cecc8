import { grantService } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is never changed otherwise goes with its conversation. */
export class ForgetConversations1764400001050 implements MigrationInterface {
  readonly name = 'ForgetConversations1764400001050';

  async up(runner: QueryRunner): Promise<void> {
    await grantService(runner, 'transcript_originals', 'delete');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
