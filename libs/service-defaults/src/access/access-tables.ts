import { isolateByTenant } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Schema `access`: API keys. The fenced role lists and changes its tenant's keys. Whoever presents a key has no tenant yet, so the
 * worker role, which may not read the table, asks one function; it answers only to the right hash and gives no hash out.
 */
export class AccessTables1764000000500 implements MigrationInterface {
  readonly name = 'AccessTables1764000000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table api_keys (
        prefix text primary key,
        sha256 bytea not null check (length(sha256) = 32),
        tenant_id text not null,
        role text not null,
        name text not null,
        created_at timestamptz not null default now(),
        last_used_at timestamptz,
        revoked_at timestamptz
      )`);
    await isolateByTenant(runner, 'api_keys', 'select, insert, update');
    // Row-level security is forced on the owner too, as which the function runs.
    await runner.query(`create policy authentication on api_keys to callmesh_owner using (true)`);
    await runner.query(`
      create function authenticate(p_prefix text, p_sha256 bytea)
      returns table (tenant_id text, role text, name text)
      language plpgsql security definer set search_path = access, pg_temp as $$
      begin
        return query
          select k.tenant_id, k.role, k.name from api_keys k where k.prefix = p_prefix and k.sha256 = p_sha256 and k.revoked_at is null;
        -- Once a minute is exact enough for a person, and spares a write per request.
        if found then
          update api_keys k set last_used_at = now()
            where k.prefix = p_prefix and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
        end if;
      end $$`);
    await runner.query(`revoke execute on function authenticate(text, bytea) from public`);
    await runner.query(`grant execute on function authenticate(text, bytea) to callmesh_access_worker`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
