import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which transcripts were heard of, so that they can be read again; what trackers found on them; and how far a back-fill is. */
export class TrackerTables1764300000300 implements MigrationInterface {
  readonly name = 'TrackerTables1764300000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table heard_transcripts (
        tenant_id text not null,
        conversation_id text not null,
        transcript_version integer not null,
        transcript jsonb not null,
        call_started_at timestamptz not null,
        first_heard_at timestamptz not null default now(),
        primary key (tenant_id, conversation_id)
      )`);
    await runner.query(`
      create table tracker_hits (
        tenant_id text not null,
        tracker text not null,
        conversation_id text not null,
        tracker_version integer not null,
        transcript_version integer not null,
        state text not null check (state in ('hit', 'unknown')),
        hits jsonb not null,
        call_started_at timestamptz not null,
        primary key (tenant_id, tracker, conversation_id)
      )`);
    await runner.query(`create index tracker_hits_by_time on tracker_hits (tenant_id, tracker, state, call_started_at desc, conversation_id)`);
    await runner.query(`create index tracker_hits_of_conversation on tracker_hits (tenant_id, conversation_id)`);
    await runner.query(`
      create table tracker_backfills (
        tenant_id text not null,
        id uuid not null,
        tracker text not null,
        tracker_version integer not null,
        state text not null check (state in ('running', 'completed', 'superseded')),
        total integer not null,
        done integer not null default 0,
        found integer not null default 0,
        unreadable integer not null default 0,
        started_by text not null,
        started_at timestamptz not null default now(),
        finished_at timestamptz,
        primary key (tenant_id, id)
      )`);
    await runner.query(`create index tracker_backfills_of_tracker on tracker_backfills (tenant_id, tracker, started_at desc)`);
    for (const table of ['heard_transcripts', 'tracker_hits', 'tracker_backfills']) await isolateByTenant(runner, table);
    // Calls that were heard before this table was there: their jobs still name the transcripts.
    await runner.query(`
      insert into heard_transcripts (tenant_id, conversation_id, transcript_version, transcript, call_started_at, first_heard_at)
      select distinct on (tenant_id, conversation_id) tenant_id, conversation_id, (payload->>'transcriptVersion')::int, payload->'transcript',
             to_timestamp((payload->'call'->>'startedAt')::float8 / 1000), created_at
      from jobs where kind = 'analyse' order by tenant_id, conversation_id, (payload->>'transcriptVersion')::int desc`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
