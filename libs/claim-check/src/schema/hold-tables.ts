/**
 * Legal holds. What is on hold is neither retired nor erased: functions ask `vault.is_on_hold`, and the triggers hold even against
 * one that forgets to.
 */
export const holdTables = `
create table vault.holds (
  hold_id uuid primary key default gen_random_uuid(),
  tenant_id text not null,
  conversation_id text,
  received_from timestamptz,
  received_until timestamptz,
  reason text not null check (reason <> ''),
  placed_by text not null check (placed_by <> ''),
  placed_at timestamptz not null default clock_timestamp(),
  released_by text,
  released_at timestamptz,
  check (conversation_id is null or (received_from is null and received_until is null)),
  check ((released_at is null) = (released_by is null))
);
create index on vault.holds (tenant_id, conversation_id) where released_at is null;
alter table vault.holds enable row level security;
alter table vault.holds force row level security;
create policy tenant on vault.holds using (tenant_id = (select current_setting('callmesh.tenant', true)));
`;

const fenced = `language plpgsql security definer set search_path = vault, pg_temp`;
const enter = `perform set_config('callmesh.tenant', p_tenant, true);`;

/** SQLSTATE of what a hold forbids. */
export const ON_HOLD = 'CMH01';

/** `p_from` and `p_until` span the time when a conversation was received, half open; both null: all of the tenant's, also those to come. */
export const holdFunctions = `
create or replace function vault.is_on_hold(p_tenant text, p_conversation text)
returns boolean ${fenced} as $$
begin
  ${enter}
  return exists (
    select from holds h
    where h.tenant_id = p_tenant and h.released_at is null and (h.conversation_id = p_conversation or (
      h.conversation_id is null
      and coalesce((select k.created_at from keys k where k.tenant_id = p_tenant and k.conversation_id = p_conversation), clock_timestamp())
        between coalesce(h.received_from, '-infinity') and coalesce(h.received_until - interval '1 microsecond', 'infinity'))));
end $$;

create or replace function vault.held_of(p_tenant text, p_conversations text[])
returns setof text ${fenced} as $$
begin
  ${enter}
  if not exists (select from holds h where h.tenant_id = p_tenant and h.released_at is null) then return; end if;
  return query select c from unnest(p_conversations) as c where is_on_hold(p_tenant, c);
end $$;

create or replace function vault.place_hold(p_tenant text, p_conversation text, p_from timestamptz, p_until timestamptz, p_reason text, p_actor text)
returns uuid ${fenced} as $$
declare
  made uuid;
begin
  ${enter}
  insert into holds (tenant_id, conversation_id, received_from, received_until, reason, placed_by)
    values (p_tenant, p_conversation, p_from, p_until, p_reason, p_actor) returning hold_id into made;
  perform record_access(p_tenant, 'place-hold', 'hold://' || p_tenant || '/' || coalesce(p_conversation, '*') || '/' || made, p_actor, p_reason, 'allowed');
  return made;
end $$;

create or replace function vault.release_hold(p_tenant text, p_hold uuid, p_reason text, p_actor text)
returns boolean ${fenced} as $$
declare
  released holds;
begin
  ${enter}
  update holds h set released_at = clock_timestamp(), released_by = p_actor
    where h.tenant_id = p_tenant and h.hold_id = p_hold and h.released_at is null returning h.* into released;
  if not found then return false; end if;
  perform record_access(p_tenant, 'release-hold', 'hold://' || p_tenant || '/' || coalesce(released.conversation_id, '*') || '/' || p_hold, p_actor, p_reason, 'allowed');
  return true;
end $$;

create or replace function vault.holds_of(p_tenant text)
returns table (id uuid, conversation text, received_from timestamptz, received_until timestamptz, reason text, placed_by text, placed_at timestamptz) ${fenced} as $$
begin
  ${enter}
  return query select h.hold_id, h.conversation_id, h.received_from, h.received_until, h.reason, h.placed_by, h.placed_at
    from holds h where h.tenant_id = p_tenant and h.released_at is null order by h.placed_at, h.hold_id;
end $$;

create or replace function vault.refuse_on_hold() returns trigger language plpgsql security definer set search_path = vault, pg_temp as $$
begin
  if is_on_hold(old.tenant_id, old.conversation_id) then
    raise exception 'conversation % is on legal hold: what is kept of it stays', old.conversation_id using errcode = '${ON_HOLD}';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create or replace trigger keys_on_hold before update of wrapped on vault.keys for each row
  when (old.wrapped is not null and new.wrapped is null) execute function vault.refuse_on_hold();
create or replace trigger values_on_hold before delete on vault.personal_values for each row execute function vault.refuse_on_hold();
`;
