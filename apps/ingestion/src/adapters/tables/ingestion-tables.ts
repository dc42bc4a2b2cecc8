import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ingestion's own tables. What a source said of a call (numbers, names, file names) lies in `sealed` columns, encrypted with the conversation's key. */
export class IngestionTables1764000001000 implements MigrationInterface {
  readonly name = 'IngestionTables1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table connections (
        tenant_id text not null,
        id text not null,
        config jsonb not null,
        updated_at timestamptz not null default now(),
        primary key (tenant_id, id)
      )`);
    // The unique key decides which of two concurrent deliveries is the first.
    await runner.query(`
      create table call_identities (
        tenant_id text not null,
        kind text not null check (kind in ('call', 'bytes')),
        value text not null,
        conversation_id text not null,
        binding boolean not null,
        primary key (tenant_id, kind, value)
      )`);
    await runner.query(`
      create table call_deliveries (
        tenant_id text not null,
        id uuid not null,
        conversation_id text not null,
        connection text not null,
        status text not null check (status in ('accepted', 'duplicate', 'quarantined')),
        sha256 text not null,
        bytes bigint not null,
        received_at timestamptz not null,
        sealed text not null,
        primary key (tenant_id, id)
      )`);
    await runner.query('create index call_deliveries_conversation on call_deliveries (tenant_id, conversation_id, received_at)');
    await runner.query(`
      create table quarantine (
        tenant_id text not null,
        id text not null,
        conversation_id text not null,
        connection text not null,
        state text not null default 'waiting' check (state in ('waiting', 'settled')),
        code text not null,
        missing text[] not null,
        sha256 text not null,
        bytes bigint not null,
        original jsonb,
        received_at timestamptz not null,
        file_time timestamptz not null,
        delete_after timestamptz,
        sealed text not null,
        settled_at timestamptz,
        settled_as text,
        primary key (tenant_id, id)
      )`);
    await runner.query(`create index quarantine_waiting on quarantine (tenant_id, received_at) where state = 'waiting'`);
    for (const table of ['connections', 'call_identities', 'call_deliveries', 'quarantine']) await isolateByTenant(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
