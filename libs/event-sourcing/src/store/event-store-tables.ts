import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantService, grantWorker, isolateByTenant } from '../provisioning/migration-helpers.js';

/**
 * `events`: the store and the outbox; a row is never changed. `transaction_id` with `global_position` is the order of readers
 * (a position alone would skip events of transactions that commit late). `fact_id` is null where it equals the event's id.
 * `append_events`: one append, one round trip; bodies arrive end to end with their offsets, which costs less to write and to parse than an array. `projection_checkpoints`: how far each asynchronous projection has come.
 */
export class EventStoreTables1764000000100 implements MigrationInterface {
  readonly name = 'EventStoreTables1764000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table events (
        global_position bigint generated always as identity,
        transaction_id xid8 not null default pg_current_xact_id(),
        occurred_at timestamptz not null,
        version integer not null check (version > 0),
        event_id uuid not null,
        tenant_id text collate "C" not null,
        stream_id text collate "C" not null,
        type text not null,
        conversation_id text not null,
        causation_id text,
        fact_id text,
        traceparent text,
        schema_sha256 bytea not null,
        body bytea not null,
        primary key (tenant_id, stream_id, version)
      )`);
    await runner.query(`create unique index events_in_commit_order on events (transaction_id, global_position)`);
    await isolateByTenant(runner, 'events', 'select, insert');
    await grantWorker(runner, 'events', 'select');

    await runner.query(`
      create function append_events(
        p_stream_id text, p_expected integer, p_conversation_id text, p_causation_id text, p_occurred_at timestamptz, p_traceparent text,
        p_confirmed_at_commit boolean, p_types text[], p_ids uuid[], p_fact_ids text[], p_schemas bytea, p_bodies bytea, p_body_starts integer[]
      ) returns boolean language plpgsql as $$
      declare
        v_tenant constant text := current_setting('callmesh.tenant', true);
        v_version integer;
        v_transaction xid8;
      begin
        select version, transaction_id into v_version, v_transaction from events
          where tenant_id = v_tenant and stream_id = p_stream_id order by version desc limit 1;
        if coalesce(v_version, 0) <> p_expected then
          -- Told, not raised, to a caller that waits: an error would abort its transaction, in which it may still decide again.
          if not p_confirmed_at_commit then return false; end if;
          raise exception 'stream % is no longer at version %', p_stream_id, p_expected
            using errcode = 'serialization_failure', hint = 'run the work again in a new transaction';
        end if;
        -- Readers go by transaction id: below the stream's last one this append would come out before it.
        if v_transaction > pg_current_xact_id() then
          raise exception 'stream % was appended to by a younger transaction', p_stream_id
            using errcode = 'serialization_failure', hint = 'run the work again in a new transaction';
        end if;
        insert into events (occurred_at, version, event_id, tenant_id, stream_id, type, conversation_id, causation_id, fact_id, traceparent, schema_sha256, body)
          select p_occurred_at, p_expected + e.n, e.id, v_tenant, p_stream_id, e.type, p_conversation_id, p_causation_id, e.fact_id, p_traceparent,
                 substring(p_schemas from 32 * e.n::integer - 31 for 32), substring(p_bodies from e.start + 1 for coalesce(p_body_starts[e.n + 1], length(p_bodies)) - e.start)
            from unnest(p_types, p_ids, p_fact_ids, p_body_starts) with ordinality as e (type, id, fact_id, start, n);
        return true;
      end $$`);

    await runner.query(`
      create table projection_checkpoints (
        name text primary key,
        transaction_id xid8 not null default '0',
        position bigint not null default 0,
        updated_at timestamptz not null default now()
      )`);
    await grantService(runner, 'projection_checkpoints', 'select, insert, update');
    await grantWorker(runner, 'projection_checkpoints', 'select');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
