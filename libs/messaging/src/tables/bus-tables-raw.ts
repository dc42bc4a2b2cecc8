import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `messages.raw`: exact bytes where the text columns do not show them; `topics.deleted_until`: how young the youngest message was that retention deleted. */
export class BusTablesRaw1764100000300 implements MigrationInterface {
  readonly name = 'BusTablesRaw1764100000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table messages add column raw jsonb');
    await runner.query('alter table topics add column deleted_until timestamptz');
    // What an earlier build has deleted is unknown: as far back as it could reach.
    await runner.query(`update topics set deleted_until = now() - retention_ms * interval '1 ms' where exists (select from messages)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
