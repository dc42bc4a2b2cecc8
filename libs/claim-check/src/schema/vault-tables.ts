/**
 * Tables of schema `vault`. They belong to the role `callmesh_vault`, which nobody can log in as; services reach them through
 * functions only. Row-level security is forced on the owner too, so that a function which forgets its tenant finds nothing.
 */
export const vaultTables = `
create table vault.keys (
  key_id uuid primary key,
  tenant_id text not null,
  conversation_id text not null,
  master_key_id text,
  wrapped bytea,
  created_at timestamptz not null default clock_timestamp(),
  destroyed_at timestamptz,
  unique (tenant_id, conversation_id),
  check ((wrapped is null) = (destroyed_at is not null))
);

create table vault.personal_values (
  tenant_id text not null,
  conversation_id text not null,
  placeholder text not null,
  sealed bytea not null,
  fingerprint bytea not null,
  stored_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, conversation_id, placeholder)
);

create table vault.read_grants (
  token_hash bytea primary key,
  tenant_id text not null,
  uri text not null,
  sha256 text not null,
  bytes bigint not null,
  media_type text not null,
  actor text not null check (actor <> ''),
  purpose text not null check (purpose <> ''),
  expires_at timestamptz not null
);
create index on vault.read_grants (expires_at);
create index on vault.read_grants (tenant_id, uri);

create table vault.audit (
  position bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  tenant_id text not null,
  service text not null default session_user,
  actor text not null check (actor <> ''),
  purpose text not null check (purpose <> ''),
  action text not null,
  reference text not null,
  outcome text not null
);
create index on vault.audit (tenant_id, reference);

alter table vault.keys enable row level security;
alter table vault.keys force row level security;
alter table vault.personal_values enable row level security;
alter table vault.personal_values force row level security;
alter table vault.audit enable row level security;
alter table vault.audit force row level security;
create policy tenant on vault.keys using (tenant_id = (select current_setting('callmesh.tenant', true)));
create policy tenant on vault.personal_values using (tenant_id = (select current_setting('callmesh.tenant', true)));
create policy tenant on vault.audit using (tenant_id = (select current_setting('callmesh.tenant', true)));

create function vault.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'vault.audit is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on vault.audit for each statement execute function vault.refuse_change();
`;
