import { grantWorker, isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The queue of slow or outside work in a service's schema. */
export class JobTables1764000000400 implements MigrationInterface {
  readonly name = 'JobTables1764000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table jobs (
        tenant_id text not null,
        id text not null,
        seq bigint generated always as identity,
        kind text not null,
        conversation_id text not null,
        payload jsonb not null,
        state text not null default 'pending' check (state in ('pending', 'scheduled', 'in_progress', 'completed', 'failed')),
        run_at timestamptz not null default now(),
        attempts integer not null default 0,
        lapses integer not null default 0,
        token bigint not null default 0,
        owner text,
        lease_until timestamptz,
        last_error text,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz,
        primary key (tenant_id, id)
      )`);
    // The claim reads these two alone, so finished jobs cost nothing.
    await runner.query(`create index jobs_pending on jobs (kind, seq) where state = 'pending'`);
    await runner.query(`create index jobs_active on jobs (kind, seq) where state in ('scheduled', 'in_progress')`);
    await isolateByTenant(runner, 'jobs');
    await grantWorker(runner, 'jobs');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
