import { enter, fenced } from './function-frame.js';

/** The only ways into schema `vault`; each takes the tenant and is fenced to it. */
export const vaultFunctions = `
create or replace function vault.find_keys(p_tenant text, p_conversations text[])
returns table (conversation text, id uuid, master text, wrapped_key bytea) ${fenced} as $$
begin
  ${enter}
  return query select k.conversation_id, k.key_id, k.master_key_id, k.wrapped from keys k
    where k.tenant_id = p_tenant and k.conversation_id = any (p_conversations);
end $$;

create or replace function vault.add_keys(p_tenant text, p_conversations text[], p_ids uuid[], p_masters text[], p_wrapped bytea[])
returns table (conversation text, id uuid, master text, wrapped_key bytea) ${fenced} as $$
begin
  ${enter}
  insert into keys (tenant_id, conversation_id, key_id, master_key_id, wrapped)
    select p_tenant, n.* from unnest(p_conversations, p_ids, p_masters, p_wrapped) as n on conflict (tenant_id, conversation_id) do nothing;
  return query select k.conversation_id, k.key_id, k.master_key_id, k.wrapped from keys k
    where k.tenant_id = p_tenant and k.conversation_id = any (p_conversations);
end $$;

create or replace function vault.record_access(p_tenant text, p_action text, p_reference text, p_actor text, p_purpose text, p_outcome text)
returns void ${fenced} as $$
begin
  ${enter}
  insert into audit (tenant_id, actor, purpose, action, reference, outcome) values (p_tenant, p_actor, p_purpose, p_action, p_reference, p_outcome);
end $$;

create or replace function vault.put_value(p_tenant text, p_conversation text, p_placeholder text, p_sealed bytea, p_fingerprint bytea)
returns text ${fenced} as $$
declare
  known bytea;
begin
  ${enter}
  perform 1 from keys k where k.tenant_id = p_tenant and k.conversation_id = p_conversation and k.destroyed_at is null for share;
  if not found then return 'erased'; end if;
  insert into personal_values (tenant_id, conversation_id, placeholder, sealed, fingerprint)
    values (p_tenant, p_conversation, p_placeholder, p_sealed, p_fingerprint) on conflict do nothing;
  select v.fingerprint into known from personal_values v
    where v.tenant_id = p_tenant and v.conversation_id = p_conversation and v.placeholder = p_placeholder;
  return case when known = p_fingerprint then 'stored' else 'differs' end;
end $$;

create or replace function vault.value_of(p_tenant text, p_conversation text, p_placeholder text, p_actor text, p_purpose text)
returns table (result text, sealed_value bytea) ${fenced} as $$
declare
  value bytea;
  outcome text;
begin
  ${enter}
  select v.sealed into value from personal_values v
    where v.tenant_id = p_tenant and v.conversation_id = p_conversation and v.placeholder = p_placeholder;
  if value is not null then outcome := 'allowed';
  elsif exists (select from keys k where k.tenant_id = p_tenant and k.conversation_id = p_conversation and k.destroyed_at is not null) then outcome := 'VAULT.ERASED';
  else outcome := 'VAULT.NOT_FOUND';
  end if;
  perform record_access(p_tenant, 'resolve', 'vault://' || p_tenant || '/' || p_conversation || '/' || p_placeholder, p_actor, p_purpose, outcome);
  return query select outcome, value;
end $$;

create or replace function vault.put_lookup(p_tenant text, p_conversation text, p_placeholder text, p_lookup bytea)
returns void ${fenced} as $$
begin
  ${enter}
  update personal_values v set lookup = p_lookup where v.tenant_id = p_tenant and v.conversation_id = p_conversation and v.placeholder = p_placeholder;
end $$;

create or replace function vault.lookup_of(p_tenant text, p_conversation text, p_placeholder text)
returns bytea ${fenced} as $$
begin
  ${enter}
  return (select v.lookup from personal_values v where v.tenant_id = p_tenant and v.conversation_id = p_conversation and v.placeholder = p_placeholder);
end $$;

create or replace function vault.add_grant(p_tenant text, p_token_hash bytea, p_uri text, p_sha256 text, p_bytes bigint, p_media_type text, p_actor text, p_purpose text, p_ttl_ms bigint)
returns void ${fenced} as $$
begin
  ${enter}
  if p_uri not like 'claim://' || replace(replace(p_tenant, '_', '\\_'), '%', '\\%') || '/%' then
    raise exception 'a grant is for an object of its own tenant' using errcode = 'insufficient_privilege';
  end if;
  delete from read_grants g where g.expires_at < clock_timestamp() - interval '1 day';
  insert into read_grants (token_hash, tenant_id, uri, sha256, bytes, media_type, actor, purpose, expires_at)
    values (p_token_hash, p_tenant, p_uri, p_sha256, p_bytes, p_media_type, p_actor, p_purpose, clock_timestamp() + p_ttl_ms * interval '1 millisecond');
  perform record_access(p_tenant, 'grant', p_uri, p_actor, p_purpose, 'allowed');
end $$;

create or replace function vault.open_grant(p_token_hash bytea)
returns table (result text, tenant text, uri text, sha256 text, bytes bigint, media_type text, actor text, purpose text) ${fenced} as $$
declare
  granted read_grants;
  outcome text;
begin
  select g.* into granted from read_grants g where g.token_hash = p_token_hash;
  if not found then
    return query select 'CLAIM.GRANT_UNKNOWN', null::text, null::text, null::text, null::bigint, null::text, null::text, null::text;
    return;
  end if;
  outcome := case when granted.expires_at > clock_timestamp() then 'allowed' else 'CLAIM.GRANT_EXPIRED' end;
  perform record_access(granted.tenant_id, 'open-grant', granted.uri, granted.actor, granted.purpose, outcome);
  return query select outcome, granted.tenant_id, granted.uri, granted.sha256, granted.bytes, granted.media_type, granted.actor, granted.purpose;
end $$;

create or replace function vault.revoke_grants(p_tenant text, p_uri text)
returns void ${fenced} as $$
begin
  ${enter}
  delete from read_grants g where g.tenant_id = p_tenant and g.uri = p_uri;
end $$;

create or replace function vault.destroy_key(p_tenant text, p_conversation text, p_actor text, p_purpose text)
returns void ${fenced} as $$
begin
  ${enter}
  insert into keys as k (tenant_id, conversation_id, key_id, destroyed_at) values (p_tenant, p_conversation, gen_random_uuid(), clock_timestamp())
    on conflict (tenant_id, conversation_id) do update set wrapped = null, master_key_id = null, destroyed_at = coalesce(k.destroyed_at, clock_timestamp());
  delete from personal_values v where v.tenant_id = p_tenant and v.conversation_id = p_conversation;
  delete from parties p where p.tenant_id = p_tenant and p.conversation_id = p_conversation;
  delete from read_grants g where g.tenant_id = p_tenant and starts_with(g.uri, 'claim://' || p_tenant || '/' || p_conversation || '/');
  perform record_access(p_tenant, 'destroy-key', 'claim://' || p_tenant || '/' || p_conversation, p_actor, p_purpose, 'allowed');
end $$;

create or replace function vault.audit_of(p_tenant text, p_conversation text)
returns table (at timestamptz, service text, actor text, purpose text, action text, reference text, outcome text) ${fenced} as $$
begin
  ${enter}
  return query select a.at, a.service, a.actor, a.purpose, a.action, a.reference, a.outcome from audit a
    where a.tenant_id = p_tenant and split_part(a.reference, '/', 4) = p_conversation order by a.position;
end $$;
`;
