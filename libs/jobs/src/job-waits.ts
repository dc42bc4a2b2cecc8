import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `jobs.waits_for`: what a job in a worker's hand is waiting for, in words for operators. */
export class JobWaits1764100000420 implements MigrationInterface {
  readonly name = 'JobWaits1764100000420';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table jobs add column waits_for text');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
