import { enter, fenced } from './function-frame.js';

/** What is known of a call before a word of it is read, as the column `known` marks it: written by who learns it, read at once by who redacts. */
export const knownFunctions = `
create or replace function vault.put_known_value(p_tenant text, p_conversation text, p_placeholder text, p_sealed bytea, p_fingerprint bytea, p_parties bytea[])
returns text ${fenced} as $$
declare
  result text;
begin
  result := put_party_value(p_tenant, p_conversation, p_placeholder, p_sealed, p_fingerprint, null, p_parties);
  if result = 'stored' then
    update personal_values v set known = true where v.tenant_id = p_tenant and v.conversation_id = p_conversation and v.placeholder = p_placeholder and not v.known;
  end if;
  return result;
end $$;

-- No row at all says that the awaited placeholder is not there yet; where it is, or none is awaited, the first row has no value.
create or replace function vault.known_values_of(p_tenant text, p_conversation text, p_besides text, p_awaited text, p_actor text, p_purpose text)
returns table (placeholder_of text, sealed_value bytea) ${fenced} as $$
begin
  ${enter}
  if p_awaited is not null and not exists (select from personal_values v where v.tenant_id = p_tenant and v.conversation_id = p_conversation and v.placeholder = p_awaited) then return; end if;
  insert into audit (tenant_id, actor, purpose, action, reference, outcome)
    select p_tenant, p_actor, p_purpose, 'resolve', 'vault://' || p_tenant || '/' || p_conversation || '/' || v.placeholder, 'allowed' from personal_values v
    where v.tenant_id = p_tenant and v.conversation_id = p_conversation and (v.known or v.placeholder = p_besides) order by v.placeholder;
  return query select '', null::bytea;
  return query select v.placeholder, v.sealed from personal_values v
    where v.tenant_id = p_tenant and v.conversation_id = p_conversation and (v.known or v.placeholder = p_besides) order by v.placeholder;
end $$;
`;
