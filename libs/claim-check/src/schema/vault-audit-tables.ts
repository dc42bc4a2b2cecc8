/** Acts on every tenant's rows of the vault, through functions of its own alone: sealing the audit, and wrapping keys anew. Nobody can log in as it. */
export const KEEPER = 'callmesh_vault_keeper';

/**
 * The chain over `vault.audit`. Entries are written by whoever acts, in its own transaction and without a lock; a seal lists the digests of a
 * run of them in commit order, names the seal before it, and is signed. Rows from before the chain have the transaction id 0: its beginning.
 */
export const vaultAuditTables = `
alter table vault.audit add column transaction_id xid8 not null default '0';
alter table vault.audit alter column transaction_id set default pg_current_xact_id();
create index audit_commit_order on vault.audit (transaction_id, position);

create table vault.audit_seals (
  tenant_id text not null,
  number bigint not null check (number > 0),
  first_entry bigint not null check (first_entry > 0),
  positions bigint[] not null,
  digests bytea not null check (length(digests) = 32 * cardinality(positions)),
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null,
  complete boolean not null,
  key_id text not null,
  signature bytea not null,
  primary key (tenant_id, number)
);
alter table vault.audit_seals enable row level security;
alter table vault.audit_seals force row level security;
create policy tenant on vault.audit_seals using (tenant_id = (select current_setting('callmesh.tenant', true)));
create trigger append_only before update or delete or truncate on vault.audit_seals for each statement execute function vault.refuse_change();

-- How far entries are sealed, in the order of their commits: the whole installation's, so it has no tenant.
create table vault.audit_sealed_up_to (
  one boolean primary key default true check (one),
  transaction_id xid8 not null,
  position bigint not null
);
insert into vault.audit_sealed_up_to (transaction_id, position) values ('0', 0);

-- What seals and checkpoints are signed with (Ed25519): the private half only as the master key wrapped it.
create table vault.signing_keys (
  key_id text primary key,
  public_key bytea not null,
  master_key_id text not null,
  wrapped bytea not null,
  created_at timestamptz not null default clock_timestamp()
);

create policy keeper on vault.audit for select to ${KEEPER} using (true);
create policy keeper on vault.audit_seals to ${KEEPER} using (true) with check (true);
grant usage, create on schema vault to ${KEEPER};
grant select on vault.audit to ${KEEPER};
grant select, insert on vault.audit_seals to ${KEEPER};
grant select, update on vault.audit_sealed_up_to to ${KEEPER};
grant select, insert, update on vault.signing_keys to ${KEEPER};
`;
