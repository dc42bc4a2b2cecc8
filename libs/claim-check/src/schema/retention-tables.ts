/** How long each artifact of a tenant is kept where it differs from the default, and what runs of retention did, in sum and last. */
export const retentionTables = `
create table vault.retention (
  tenant_id text not null,
  artifact text not null,
  days double precision check (days > 0),
  changed_by text not null check (changed_by <> ''),
  changed_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, artifact)
);
create table vault.retention_runs (
  tenant_id text not null,
  service text not null,
  artifact text not null,
  ran_at timestamptz not null,
  removed bigint not null,
  held bigint not null,
  removed_ever bigint not null,
  primary key (tenant_id, service, artifact)
);
alter table vault.retention enable row level security;
alter table vault.retention force row level security;
alter table vault.retention_runs enable row level security;
alter table vault.retention_runs force row level security;
create policy tenant on vault.retention using (tenant_id = (select current_setting('callmesh.tenant', true)));
create policy tenant on vault.retention_runs using (tenant_id = (select current_setting('callmesh.tenant', true)));
create policy names_of_tenants on vault.keys for select using ((select current_setting('callmesh.listing', true)) = 'tenants');
`;

const fenced = `language plpgsql security definer set search_path = vault, pg_temp`;
const enter = `perform set_config('callmesh.tenant', p_tenant, true);`;
/** A key of the tenant itself has no conversation's id. */
const isConversation = `conversation_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`;

/** What retention does in schema `vault`; nothing that is on hold is touched, and it is counted as held. */
export const retentionFunctions = `
create or replace function vault.set_retention(p_tenant text, p_artifact text, p_days double precision, p_actor text)
returns void ${fenced} as $$
begin
  ${enter}
  insert into retention as r (tenant_id, artifact, days, changed_by) values (p_tenant, p_artifact, p_days, p_actor)
    on conflict (tenant_id, artifact) do update set days = excluded.days, changed_by = excluded.changed_by, changed_at = clock_timestamp();
  perform record_access(p_tenant, 'set-retention', 'retention://' || p_tenant || '/' || p_artifact, p_actor, coalesce(p_days || ' days', 'for good'), 'allowed');
end $$;

create or replace function vault.retention_of(p_tenant text)
returns table (artifact text, days double precision, changed_by text, changed_at timestamptz) ${fenced} as $$
begin
  ${enter}
  return query select r.artifact, r.days, r.changed_by, r.changed_at from retention r where r.tenant_id = p_tenant;
end $$;

create or replace function vault.note_retention(p_tenant text, p_artifact text, p_removed bigint, p_held bigint, p_actor text)
returns void ${fenced} as $$
begin
  ${enter}
  insert into retention_runs as r (tenant_id, service, artifact, ran_at, removed, held, removed_ever)
    values (p_tenant, session_user, p_artifact, clock_timestamp(), p_removed, p_held, p_removed)
    on conflict (tenant_id, service, artifact) do update set ran_at = excluded.ran_at, removed = excluded.removed, held = excluded.held, removed_ever = r.removed_ever + excluded.removed;
  if p_removed > 0 then
    perform record_access(p_tenant, 'retire', 'retention://' || p_tenant || '/' || p_artifact, p_actor, p_removed || ' removed, ' || p_held || ' on hold', 'allowed');
  end if;
end $$;

create or replace function vault.retention_runs_of(p_tenant text)
returns table (service text, artifact text, ran_at timestamptz, removed bigint, held bigint, removed_ever bigint) ${fenced} as $$
begin
  ${enter}
  return query select r.service, r.artifact, r.ran_at, r.removed, r.held, r.removed_ever from retention_runs r where r.tenant_id = p_tenant order by 2, 1;
end $$;

create or replace function vault.tenants()
returns setof text ${fenced} as $$
declare
  found_tenant text := '';
begin
  perform set_config('callmesh.listing', 'tenants', true);
  loop
    select min(k.tenant_id) into found_tenant from keys k where k.tenant_id > found_tenant;
    exit when found_tenant is null;
    return next found_tenant;
  end loop;
  perform set_config('callmesh.listing', '', true);
end $$;

create or replace function vault.retire_values(p_tenant text, p_before timestamptz, p_limit integer, p_dry boolean)
returns table (removed bigint, held bigint) ${fenced} as $$
declare
  kept text[];
begin
  ${enter}
  kept := array(select held_of(p_tenant, array(select distinct v.conversation_id from personal_values v where v.tenant_id = p_tenant and v.stored_at < p_before)));
  held := (select count(*) from personal_values v where v.tenant_id = p_tenant and v.stored_at < p_before and v.conversation_id = any (kept));
  if p_dry then
    removed := (select count(*) from personal_values v where v.tenant_id = p_tenant and v.stored_at < p_before) - held;
  else
    delete from personal_values v where v.tenant_id = p_tenant and (v.conversation_id, v.placeholder) in (
      select d.conversation_id, d.placeholder from personal_values d where d.tenant_id = p_tenant and d.stored_at < p_before and d.conversation_id <> all (kept) limit p_limit);
    get diagnostics removed = row_count;
  end if;
  return next;
end $$;

create or replace function vault.due_conversations(p_tenant text, p_before timestamptz, p_after text, p_limit integer)
returns table (conversation text, is_held boolean) ${fenced} as $$
begin
  ${enter}
  return query select k.conversation_id, is_on_hold(p_tenant, k.conversation_id) from keys k
    where k.tenant_id = p_tenant and k.destroyed_at is null and k.created_at < p_before and k.conversation_id > p_after and k.${isConversation}
    order by k.conversation_id limit p_limit;
end $$;
`;
