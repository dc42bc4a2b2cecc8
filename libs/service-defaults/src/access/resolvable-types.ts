import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schema `access`: a key may be given kinds of personal values that it may read out of the vault. None, unless it says so. */
export class ResolvableTypes1764400000520 implements MigrationInterface {
  readonly name = 'ResolvableTypes1764400000520';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table api_keys add column resolves text[] not null default '{}'`);
    // Beside `authenticate`, which the build before goes on to ask.
    await runner.query(`
      create function caller_of(p_prefix text, p_sha256 bytea)
      returns table (tenant_id text, role text, name text, resolves text[])
      language sql security definer set search_path = access, pg_temp as $$
        select a.tenant_id, a.role, a.name, k.resolves from authenticate(p_prefix, p_sha256) a, api_keys k where k.prefix = p_prefix
      $$`);
    await runner.query(`revoke execute on function caller_of(text, bytea) from public`);
    await runner.query(`grant execute on function caller_of(text, bytea) to callmesh_access_worker`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
