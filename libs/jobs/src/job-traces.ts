import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which step of a trace recorded a job; and the failed ones at hand, for they wait for an operator. */
export class JobTraces1764000000410 implements MigrationInterface {
  readonly name = 'JobTraces1764000000410';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table jobs add column traceparent text');
    await runner.query(`create index jobs_failed on jobs (kind) where state = 'failed'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
