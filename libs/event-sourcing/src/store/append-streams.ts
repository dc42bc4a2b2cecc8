import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `append_streams`: appends to any number of streams in one call, so that concurrent clients share one round trip, one commit and one
 * flush of the log. All or nothing: it answers null when everything was stored; otherwise nothing was, and it tells per append 0 (would
 * have fitted), 1 (the stream is at another version) or 2 (a younger transaction appended before, so this one would come out of order).
 * Its statements go by the primary key whatever the table's size, so their plans are kept. `append_events` stays for builds that still call it.
 */
export class AppendStreams1764100000110 implements MigrationInterface {
  readonly name = 'AppendStreams1764100000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function append_streams(
        p_tenant text, p_raise boolean, p_streams text[], p_expected integer[], p_conversations text[], p_causations text[], p_times timestamptz[], p_traceparents text[],
        p_appends integer[], p_versions integer[], p_types text[], p_ids uuid[], p_fact_ids text[], p_body_starts integer[], p_schemas bytea, p_bodies bytea
      ) returns integer[] language plpgsql set plan_cache_mode = auto as $$
      declare
        v_outcomes integer[];
      begin
        -- A call that is a transaction of its own brings its tenant; within a longer one it may not leave that one's.
        if coalesce(current_setting('callmesh.tenant', true), '') = '' then
          perform set_config('callmesh.tenant', p_tenant, true);
        elsif current_setting('callmesh.tenant', true) <> p_tenant then
          raise exception 'an append for tenant % within a transaction of another tenant', p_tenant using errcode = 'insufficient_privilege';
        end if;
        -- Readers go by transaction id: below the stream's last one this append would come out before it.
        select array_agg(case when coalesce(last.version, 0) <> s.expected then 1 when last.transaction_id > pg_current_xact_id() then 2 else 0 end order by s.n)
          into v_outcomes
          from unnest(p_streams, p_expected) with ordinality as s (stream, expected, n)
          left join lateral (select version, transaction_id from events where tenant_id = p_tenant and stream_id = s.stream order by version desc limit 1) last on true;
        if 1 = any (v_outcomes) or 2 = any (v_outcomes) then
          -- Told, not raised, to a caller that waits: an error would abort its transaction, in which it may still decide again.
          if not p_raise then return v_outcomes; end if;
          raise exception 'stream % was appended to meanwhile', p_streams[coalesce(array_position(v_outcomes, 1), array_position(v_outcomes, 2))]
            using errcode = 'serialization_failure', hint = 'run the work again in a new transaction';
        end if;
        insert into events (occurred_at, version, event_id, tenant_id, stream_id, type, conversation_id, causation_id, fact_id, traceparent, schema_sha256, body)
          select p_times[e.append], e.version, e.id, p_tenant, p_streams[e.append], e.type, p_conversations[e.append], p_causations[e.append], e.fact_id, p_traceparents[e.append],
                 substring(p_schemas from 32 * e.n::integer - 31 for 32), substring(p_bodies from e.start + 1 for coalesce(p_body_starts[e.n + 1], length(p_bodies)) - e.start)
            from unnest(p_appends, p_versions, p_types, p_ids, p_fact_ids, p_body_starts) with ordinality as e (append, version, type, id, fact_id, start, n)
           order by e.n;
        return null;
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
