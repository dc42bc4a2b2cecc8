import { enter, fenced } from './function-frame.js';

/** Ways into schema `vault` that erasure alone takes. */
export const erasureFunctions = `
create or replace function vault.index_parties(p_tenant text, p_conversation text, p_lookups bytea[])
returns void ${fenced} as $$
begin
  ${enter}
  -- The lock keeps an erasure out until this is committed, so that it finds what it has to take along.
  perform 1 from keys k where k.tenant_id = p_tenant and k.conversation_id = p_conversation and k.destroyed_at is null for share;
  if not found then return; end if;
  insert into parties (tenant_id, conversation_id, lookup) select p_tenant, p_conversation, unnest(p_lookups) on conflict do nothing;
end $$;

create or replace function vault.put_party_value(p_tenant text, p_conversation text, p_placeholder text, p_sealed bytea, p_fingerprint bytea, p_lookup bytea, p_parties bytea[])
returns text ${fenced} as $$
declare
  result text;
begin
  result := put_value(p_tenant, p_conversation, p_placeholder, p_sealed, p_fingerprint);
  if result <> 'stored' then return result; end if;
  if p_lookup is not null then
    update personal_values v set lookup = p_lookup where v.tenant_id = p_tenant and v.conversation_id = p_conversation and v.placeholder = p_placeholder;
  end if;
  insert into parties (tenant_id, conversation_id, lookup) select p_tenant, p_conversation, unnest(p_parties) on conflict do nothing;
  return result;
end $$;

create or replace function vault.conversations_of(p_tenant text, p_lookups bytea[])
returns table (conversation text) ${fenced} as $$
begin
  ${enter}
  return query select distinct p.conversation_id from parties p where p.tenant_id = p_tenant and p.lookup = any (p_lookups) order by p.conversation_id;
end $$;

create or replace function vault.report_forgotten(p_tenant text, p_erasure text, p_conversation text, p_report jsonb)
returns void ${fenced} as $$
begin
  ${enter}
  insert into erasure_reports (tenant_id, erasure_id, conversation_id, service, report)
    values (p_tenant, p_erasure, p_conversation, replace(regexp_replace(session_user, '^callmesh_', ''), '_', '-'), p_report)
    on conflict do nothing;
end $$;

create or replace function vault.forgotten_by(p_tenant text, p_erasure text)
returns table (conversation text, service text, at timestamptz, report jsonb) ${fenced} as $$
begin
  ${enter}
  return query select r.conversation_id, r.service, r.reported_at, r.report from erasure_reports r where r.tenant_id = p_tenant and r.erasure_id = p_erasure
    order by r.conversation_id, r.service;
end $$;

create or replace function vault.key_fates(p_tenant text, p_conversations text[])
returns table (conversation text, made timestamptz, destroyed timestamptz) ${fenced} as $$
begin
  ${enter}
  return query select k.conversation_id, k.created_at, k.destroyed_at from keys k where k.tenant_id = p_tenant and k.conversation_id = any (p_conversations);
end $$;
`;
