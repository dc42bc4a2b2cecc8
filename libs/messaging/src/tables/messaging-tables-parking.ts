import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `parked.raw`: exact bytes of key and headers where their text does not show them; `copied_at`: when the copy reached the dead-letter topic. */
export class MessagingTablesParking1764100000200 implements MigrationInterface {
  readonly name = 'MessagingTablesParking1764100000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table parked add column raw jsonb, add column copied_at timestamptz');
    // What an earlier build parked it has copied.
    await runner.query('update parked set copied_at = parked_at');
    await runner.query(`create index parked_uncopied on parked (consumer_group, id) where state = 'failed' and copied_at is null`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
