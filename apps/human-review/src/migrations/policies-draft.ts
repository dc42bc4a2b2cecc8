import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A policy may say that nothing of its kind is drafted. */
export class PoliciesDraft1764300001030 implements MigrationInterface {
  readonly name = 'PoliciesDraft1764300001030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table policies add column drafts boolean not null default true');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
