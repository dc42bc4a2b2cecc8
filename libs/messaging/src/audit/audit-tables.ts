import { grantWorker } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many events a service has stored, published and seen. Counted on from where the last count ended, so that a count costs as
 * much as what is new, and an inbox that is swept stays counted.
 */
export class AuditTables1764100000220 implements MigrationInterface {
  readonly name = 'AuditTables1764100000220';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_cursors (
        counter text primary key,
        transaction_id xid8 not null default '0',
        position bigint not null default 0,
        received_at timestamptz not null default '-infinity'
      )`);
    await runner.query(`
      create table audit_counts (
        counter text not null,
        type text not null,
        repeats boolean not null,
        events bigint not null,
        primary key (counter, type, repeats)
      )`);
    for (const table of ['audit_cursors', 'audit_counts']) await grantWorker(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
