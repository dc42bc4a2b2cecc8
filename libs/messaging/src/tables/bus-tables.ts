import { grantService } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The embedded broker, schema `bus`: a partitioned log, groups with committed positions, members and leased partitions.
 * It is infrastructure of all tenants, with a login role of its own.
 */
export class BusTables1764000000300 implements MigrationInterface {
  readonly name = 'BusTables1764000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table topics (
        name text primary key,
        partitions integer not null check (partitions > 0),
        retention_ms bigint not null
      )`);
    // Readers order by (transaction_id, position) below the snapshot's horizon: a position alone skips what commits late.
    await runner.query(`
      create table messages (
        topic text not null references topics (name),
        partition integer not null,
        transaction_id xid8 not null default pg_current_xact_id(),
        position bigint generated always as identity,
        key text not null,
        value bytea not null,
        headers jsonb not null,
        published_at timestamptz not null default clock_timestamp(),
        primary key (topic, partition, transaction_id, position)
      )`);
    await runner.query(`create index messages_by_age on messages using brin (published_at)`);
    await runner.query(`
      create table group_positions (
        consumer_group text not null,
        topic text not null,
        partition integer not null,
        transaction_id xid8 not null,
        position bigint not null,
        primary key (consumer_group, topic, partition)
      )`);
    await runner.query(`
      create table members (
        consumer_group text not null,
        member text not null,
        topics text[] not null,
        alive_until timestamptz not null,
        primary key (consumer_group, member)
      )`);
    await runner.query(`
      create table assignments (
        consumer_group text not null,
        topic text not null,
        partition integer not null,
        member text not null,
        lease_until timestamptz not null,
        primary key (consumer_group, topic, partition)
      )`);
    for (const table of ['topics', 'messages', 'group_positions', 'members', 'assignments']) await grantService(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
