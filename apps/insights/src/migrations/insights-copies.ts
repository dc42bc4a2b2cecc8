import { markProjection } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read models may be built anew in a copy, and replaced by it. */
export class InsightsCopies1764100002000 implements MigrationInterface {
  readonly name = 'InsightsCopies1764100002000';

  async up(runner: QueryRunner): Promise<void> {
    await markProjection(runner, 'conversation_events', 'conversations', 'stage_times');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
