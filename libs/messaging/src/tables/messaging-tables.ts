import { grantWorker, isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables of the consumer and the relay in a service's schema.
 * `inbox`: what a group has processed; `parked`: messages that could not be, and those queued behind them; `parked_keys`: one
 * row per blocked key, the lock that a re-drive and new arrivals share; `relay_checkpoints`: how far the outbox is published.
 */
export class MessagingTables1764000000200 implements MigrationInterface {
  readonly name = 'MessagingTables1764000000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table inbox (
        tenant_id text not null,
        consumer_group text not null,
        generation integer not null,
        event_id uuid not null,
        fact_id text not null,
        family text not null,
        major smallint not null,
        received_at timestamptz not null default now(),
        primary key (tenant_id, consumer_group, generation, event_id)
      )`);
    // Only facts that are published in several majors need a look-up by fact.
    await runner.query(`create index inbox_by_fact on inbox (tenant_id, consumer_group, generation, fact_id) where fact_id <> event_id::text`);
    await runner.query(`create index inbox_by_age on inbox using brin (received_at)`);

    await runner.query(`create table inbox_generations (consumer_group text primary key, generation integer not null)`);

    await runner.query(`
      create table parked (
        id bigint generated always as identity primary key,
        tenant_id text not null,
        consumer_group text not null,
        topic text not null,
        key text not null,
        partition integer not null,
        position text not null,
        event_id text not null,
        event_type text not null,
        value bytea not null,
        headers jsonb not null,
        published_at timestamptz not null,
        state text not null check (state in ('failed', 'waiting', 'dropped')),
        code text not null,
        message text not null,
        attempts integer not null,
        parked_at timestamptz not null default now(),
        dropped_by text,
        dropped_reason text,
        unique (consumer_group, topic, partition, position, event_id)
      )`);
    await runner.query(`create index parked_by_key on parked (consumer_group, topic, key, id) where state <> 'dropped'`);

    await runner.query(`
      create table parked_keys (
        consumer_group text not null,
        topic text not null,
        key text not null,
        tenant_id text not null,
        parked_at timestamptz not null default now(),
        primary key (consumer_group, topic, key)
      )`);

    await runner.query(`
      create table relay_checkpoints (
        name text primary key,
        transaction_id text not null default '0',
        position text not null default '0',
        owner text,
        lease_until timestamptz
      )`);

    for (const table of ['inbox', 'parked', 'parked_keys']) await isolateByTenant(runner, table);
    // A message without a readable tenant parks under '-'; its key must block every tenant's consumer.
    await runner.query(`create policy unknown_tenant on parked_keys for all using (tenant_id = '-') with check (tenant_id = '-')`);
    for (const table of ['inbox', 'inbox_generations', 'parked', 'parked_keys', 'relay_checkpoints']) await grantWorker(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
