/**
 * `parties`: who took part in which conversation, as keyed hashes, so that a person's conversations can be found and nobody can tell a
 * person from it. `erasure_reports`: what each service has deleted of an erased conversation.
 */
export const erasureTables = `
create table vault.parties (
  tenant_id text not null,
  conversation_id text not null,
  lookup bytea not null,
  primary key (tenant_id, conversation_id, lookup)
);
create index on vault.parties (tenant_id, lookup);

create table vault.erasure_reports (
  tenant_id text not null,
  erasure_id text not null,
  conversation_id text not null,
  service text not null,
  reported_at timestamptz not null default clock_timestamp(),
  report jsonb not null,
  primary key (tenant_id, erasure_id, conversation_id, service)
);

alter table vault.parties enable row level security;
alter table vault.parties force row level security;
alter table vault.erasure_reports enable row level security;
alter table vault.erasure_reports force row level security;
create policy tenant on vault.parties using (tenant_id = (select current_setting('callmesh.tenant', true)));
create policy tenant on vault.erasure_reports using (tenant_id = (select current_setting('callmesh.tenant', true)));
`;
