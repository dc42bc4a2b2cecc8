import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A tenant's list of competitors is one more thing that it defines in versions: which families there are is the code's to say from now on. */
export class CompetitorLists1764300000600 implements MigrationInterface {
  readonly name = 'CompetitorLists1764300000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table definitions drop constraint definitions_family_check`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
