import { grantWorker } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `replays`: what operators have asked to be heard again, how far it is, and which process works on it. It belongs to no tenant. */
export class MessagingTablesReplay1764100000210 implements MigrationInterface {
  readonly name = 'MessagingTablesReplay1764100000210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table replays (
        id text primary key,
        kind text not null check (kind in ('copy', 'live', 'rehearsal', 'effects')),
        projection text,
        copy text,
        consumer_group text not null,
        point jsonb not null,
        promotes boolean not null default false,
        phase text not null check (phase in ('history', 'topics', 'following', 'promoting', 'done', 'failed', 'cancelled')),
        waits_for text[] not null default '{}',
        heard bigint not null default 0,
        outcome jsonb,
        error text,
        asked_by text not null,
        owner text,
        lease_until timestamptz,
        created_at timestamptz not null default now(),
        finished_at timestamptz
      )`);
    await runner.query(`create unique index replays_active_copy on replays (copy) where copy is not null and phase in ('history', 'topics', 'following', 'promoting')`);
    await grantWorker(runner, 'replays');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
