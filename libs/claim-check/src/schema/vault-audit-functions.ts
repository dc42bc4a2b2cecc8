const fenced = `language plpgsql security definer set search_path = vault, pg_temp`;
const enter = `perform set_config('callmesh.tenant', p_tenant, true);`;
const columns = 'a.position, (extract(epoch from a.at) * 1000000)::bigint, a.tenant_id, a.service, a.actor, a.purpose, a.action, a.reference, a.outcome';
/** `at_us`: microseconds since 1970, as the digest takes it. */
const entry = '"position" bigint, at_us bigint, tenant text, service text, actor text, purpose text, action text, reference text, outcome text';

/** Reading the audit, one tenant at a time; they belong to the vault's owner, whom row-level security fences. */
export const vaultAuditFunctions = `
create or replace function vault.audit_page(p_tenant text, p_before bigint, p_limit int, p_conversation text, p_actor text, p_action text, p_since timestamptz)
returns table (${entry}, sealed boolean) ${fenced} as $$
declare
  edge audit_sealed_up_to;
begin
  ${enter}
  select * into edge from audit_sealed_up_to;
  return query select ${columns}, (a.transaction_id, a.position) <= (edge.transaction_id, edge.position) from audit a
    where a.tenant_id = p_tenant and a.position < p_before
      and (p_conversation is null or split_part(a.reference, '/', 4) = p_conversation)
      and (p_actor is null or a.actor = p_actor) and (p_action is null or a.action = p_action) and (p_since is null or a.at >= p_since)
    order by a.position desc limit p_limit;
end $$;

create or replace function vault.audit_seals_after(p_tenant text, p_number bigint, p_limit int)
returns table (number bigint, first_entry bigint, positions bigint[], digests bytea, previous bytea, hash bytea, sealed_us bigint, complete boolean, key_id text, signature bytea) ${fenced} as $$
begin
  ${enter}
  return query select s.number, s.first_entry, s.positions, s.digests, s.previous, s.hash, (extract(epoch from s.sealed_at) * 1000000)::bigint, s.complete, s.key_id, s.signature
    from audit_seals s where s.tenant_id = p_tenant and s.number > p_number order by s.number limit p_limit;
end $$;

create or replace function vault.audit_entries(p_tenant text, p_positions bigint[])
returns table (${entry}) ${fenced} as $$
begin
  ${enter}
  return query select ${columns} from audit a where a.tenant_id = p_tenant and a.position = any (p_positions);
end $$;

-- Settled: by its commit it must be in a seal already, or it claims a transaction that has not begun yet.
create or replace function vault.audit_positions(p_tenant text, p_after bigint, p_limit int)
returns table ("position" bigint, at_us bigint, settled boolean) ${fenced} as $$
declare
  edge audit_sealed_up_to;
begin
  ${enter}
  select * into edge from audit_sealed_up_to;
  return query select a.position, (extract(epoch from a.at) * 1000000)::bigint,
      (a.transaction_id, a.position) <= (edge.transaction_id, edge.position) or a.transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
    from audit a where a.tenant_id = p_tenant and a.position > p_after order by a.position limit p_limit;
end $$;
`;

/** What goes over all tenants; they belong to the keeper, whose only way to the rows they are. */
export const vaultKeeperFunctions = `
create or replace function vault.unsealed_audit(p_limit int)
returns table (${entry}, xid text, edge_xid text, edge_position bigint) ${fenced} as $$
declare
  edge audit_sealed_up_to;
  horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
begin
  select * into edge from audit_sealed_up_to;
  return query select ${columns}, a.transaction_id::text, edge.transaction_id::text, edge.position from audit a
    where (a.transaction_id, a.position) > (edge.transaction_id, edge.position) and a.transaction_id < horizon
    order by a.transaction_id, a.position limit p_limit;
end $$;

create or replace function vault.audit_heads(p_tenants text[])
returns table (tenant text, number bigint, entries bigint, hash bytea, now_us bigint) ${fenced} as $$
begin
  return query select t.id, s.number, s.first_entry + cardinality(s.positions) - 1, s.hash, (extract(epoch from clock_timestamp()) * 1000000)::bigint
    from unnest(p_tenants) as t (id) left join lateral (select * from audit_seals l where l.tenant_id = t.id order by l.number desc limit 1) s on true;
end $$;

-- False when another process has sealed since the entries were read.
create or replace function vault.add_audit_seals(p_from_xid text, p_from bigint, p_to_xid text, p_to bigint, p_tenants text[], p_numbers bigint[], p_firsts bigint[], p_positions text[],
  p_digests bytea[], p_previous bytea[], p_hashes bytea[], p_sealed_us bigint[], p_complete boolean, p_key text, p_signatures bytea[])
returns boolean ${fenced} as $$
begin
  update audit_sealed_up_to set transaction_id = p_to_xid::xid8, position = p_to where transaction_id = p_from_xid::xid8 and position = p_from;
  if not found then return false; end if;
  insert into audit_seals (tenant_id, number, first_entry, positions, digests, previous, hash, sealed_at, complete, key_id, signature)
    select s.tenant, s.number, s.first, string_to_array(s.positions, ',')::bigint[], s.digests, s.previous, s.hash, timestamptz 'epoch' + s.sealed_us * interval '1 microsecond', p_complete, p_key, s.signature
    from unnest(p_tenants, p_numbers, p_firsts, p_positions, p_digests, p_previous, p_hashes, p_sealed_us, p_signatures) as s (tenant, number, first, positions, digests, previous, hash, sealed_us, signature);
  return true;
end $$;

create or replace function vault.audit_gap()
returns table (entries bigint, oldest_seconds double precision) ${fenced} as $$
declare
  edge audit_sealed_up_to;
begin
  select * into edge from audit_sealed_up_to;
  return query select count(*), coalesce(extract(epoch from clock_timestamp() - min(a.at)), 0)::double precision from audit a
    where (a.transaction_id, a.position) > (edge.transaction_id, edge.position);
end $$;

create or replace function vault.all_signing_keys()
returns table (key_id text, public_key bytea, master text, wrapped_key bytea) ${fenced} as $$
begin
  return query select s.key_id, s.public_key, s.master_key_id, s.wrapped from signing_keys s order by s.created_at desc, s.key_id;
end $$;

-- One installation has one; whoever comes second uses the first one's.
create or replace function vault.add_signing_key(p_id text, p_public bytea, p_master text, p_wrapped bytea)
returns void ${fenced} as $$
begin
  perform pg_advisory_xact_lock(hashtext('callmesh signing key'));
  insert into signing_keys (key_id, public_key, master_key_id, wrapped) select p_id, p_public, p_master, p_wrapped where not exists (select from signing_keys);
end $$;
`;
