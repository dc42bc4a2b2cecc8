import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened to each scorecard of a tenant, and which problems a customer's calls were about. */
export class ScorecardTables1764300000400 implements MigrationInterface {
  readonly name = 'ScorecardTables1764300000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table scorecard_events (
        tenant_id text not null,
        scorecard text not null,
        version integer not null check (version > 0),
        type text not null,
        data jsonb not null,
        recorded_by text not null,
        recorded_at timestamptz not null default now(),
        primary key (tenant_id, scorecard, version)
      )`);
    // The customer is a keyed hash: nobody can tell the number from it, and erasure of the call takes the row.
    await runner.query(`
      create table customer_problems (
        tenant_id text not null,
        customer bytea not null,
        conversation_id text not null,
        topic text not null,
        started_at timestamptz not null,
        primary key (tenant_id, customer, conversation_id, topic)
      )`);
    await runner.query('create index customer_problems_of_conversation on customer_problems (tenant_id, conversation_id)');
    await isolateByTenant(runner, 'scorecard_events', 'select, insert');
    await isolateByTenant(runner, 'customer_problems', 'select, insert, delete');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
