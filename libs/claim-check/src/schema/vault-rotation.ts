import { KEEPER } from './vault-audit-tables.js';

/** What the keeper needs to wrap keys anew: the wrapping of a row, and nothing else of it. */
export const vaultRotationTables = `
create policy keeper on vault.keys to ${KEEPER} using (true);
grant select, update (master_key_id, wrapped) on vault.keys to ${KEEPER};
grant execute on function vault.record_access(text, text, text, text, text, text) to ${KEEPER};
`;

const fenced = `language plpgsql security definer set search_path = vault, pg_temp`;

/** Belong to the keeper; only deploy steps call them. */
export const vaultRotationFunctions = `
create or replace function vault.keys_not_under(p_master text, p_after uuid, p_limit int)
returns table (id uuid, tenant text, conversation text, master text, wrapped_key bytea) ${fenced} as $$
begin
  return query select k.key_id, k.tenant_id, k.conversation_id, k.master_key_id, k.wrapped from keys k
    where k.wrapped is not null and k.master_key_id <> p_master and k.key_id > p_after order by k.key_id limit p_limit;
end $$;

-- A key that was destroyed or wrapped meanwhile stays as it is now: only what was read is replaced.
create or replace function vault.rewrap_keys(p_ids uuid[], p_old bytea[], p_master text, p_new bytea[], p_actor text, p_purpose text)
returns bigint ${fenced} as $$
declare
  line record;
  total bigint := 0;
begin
  for line in
    with done as (
      update keys k set master_key_id = p_master, wrapped = n.new
        from unnest(p_ids, p_old, p_new) as n (id, old, new) where k.key_id = n.id and k.wrapped = n.old returning k.tenant_id
    ) select d.tenant_id, count(*) as rewrapped from done d group by d.tenant_id
  loop
    perform record_access(line.tenant_id, 'rewrap', 'keys://' || line.tenant_id || '/' || p_master, p_actor, p_purpose || ': ' || line.rewrapped || ' keys', 'allowed');
    total := total + line.rewrapped;
  end loop;
  return total;
end $$;

create or replace function vault.rewrap_signing_key(p_id text, p_old bytea, p_master text, p_new bytea)
returns void ${fenced} as $$
begin
  update signing_keys set master_key_id = p_master, wrapped = p_new where key_id = p_id and wrapped = p_old;
end $$;

create or replace function vault.master_key_use()
returns table (master text, keys bigint) ${fenced} as $$
begin
  return query select u.master_key_id, sum(u.used)::bigint from (
    select k.master_key_id, count(*) as used from keys k where k.wrapped is not null group by k.master_key_id
    union all select s.master_key_id, count(*) from signing_keys s group by s.master_key_id
  ) u group by u.master_key_id order by u.master_key_id;
end $$;
`;
