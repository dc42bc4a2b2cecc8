import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Schema `access`: which outsiders read a tenant's events. Every service's relay must know for whom to write, and may know nothing else, so it
 * asks one function for tenants and topics.
 */
export class SubscriptionTables1764000000510 implements MigrationInterface {
  readonly name = 'SubscriptionTables1764000000510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table subscriptions (
        tenant_id text not null,
        name text not null,
        principal text not null,
        topics text[] not null,
        created_by text not null,
        created_at timestamptz not null default now(),
        primary key (tenant_id, name)
      )`);
    await isolateByTenant(runner, 'subscriptions', 'select, insert, delete');
    // Row-level security is forced on the owner too, as which the function runs.
    await runner.query(`create policy relays on subscriptions to callmesh_owner using (true)`);
    await runner.query(`
      create function subscribed_topics() returns table (tenant_id text, topic text)
      language sql stable security definer set search_path = access, pg_temp as $$
        select distinct s.tenant_id, t.topic from subscriptions s, unnest(s.topics) as t (topic)
      $$`);
    await runner.query(`revoke execute on function subscribed_topics() from public`);
    await runner.query(`grant execute on function subscribed_topics() to callmesh_access_worker`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
