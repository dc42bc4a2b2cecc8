import type { ServiceName } from '@callmesh/contracts';

/** Signature by name of the functions of schema `vault`. */
export const vaultSignatures = {
  find_keys: 'text, text[]',
  add_keys: 'text, text[], uuid[], text[], bytea[]',
  record_access: 'text, text, text, text, text, text',
  put_value: 'text, text, text, bytea, bytea',
  value_of: 'text, text, text, text, text',
  put_lookup: 'text, text, text, bytea',
  lookup_of: 'text, text, text',
  add_grant: 'text, bytea, text, text, bigint, text, text, text, bigint',
  open_grant: 'bytea',
  revoke_grants: 'text, text',
  destroy_key: 'text, text, text, text',
  audit_of: 'text, text',
  is_on_hold: 'text, text',
  held_of: 'text, text[]',
  place_hold: 'text, text, timestamp with time zone, timestamp with time zone, text, text',
  release_hold: 'text, uuid, text, text',
  holds_of: 'text',
  set_retention: 'text, text, double precision, text',
  retention_of: 'text',
  note_retention: 'text, text, bigint, bigint, text',
  retention_runs_of: 'text',
  tenants: '',
  retire_values: 'text, timestamp with time zone, integer, boolean',
  due_conversations: 'text, timestamp with time zone, text, integer',
  audit_page: 'text, bigint, int, text, text, text, timestamptz',
  audit_seals_after: 'text, bigint, int',
  audit_entries: 'text, bigint[]',
  audit_positions: 'text, bigint, int',
  unsealed_audit: 'int',
  audit_heads: 'text[]',
  add_audit_seals: 'text, bigint, text, bigint, text[], bigint[], bigint[], text[], bytea[], bytea[], bytea[], bigint[], boolean, text, bytea[]',
  audit_gap: '',
  all_signing_keys: '',
  add_signing_key: 'text, bytea, text, bytea',
  put_party_value: 'text, text, text, bytea, bytea, bytea, bytea[]',
  index_parties: 'text, text, bytea[]',
  conversations_of: 'text, bytea[]',
  report_forgotten: 'text, text, text, jsonb',
  forgotten_by: 'text, text',
  key_fates: 'text, text[]',
  put_known_value: 'text, text, text, bytea, bytea, bytea[]',
  known_values_of: 'text, text, text, text, text, text',
} as const;

/** A function of schema `vault`. */
export type VaultFunction = keyof typeof vaultSignatures;

/** Every service opens and seals the personal fields of events and reads objects, each time audited, and asks what is on hold before it deletes, and says what it has forgotten. */
const everyone: readonly VaultFunction[] = ['find_keys', 'add_keys', 'record_access', 'is_on_hold', 'held_of', 'retention_of', 'note_retention', 'retention_runs_of', 'tenants', 'report_forgotten'];

/** What the audit's own service does: it seals what all of them have written, and shows a tenant its own. */
const auditing: readonly VaultFunction[] = ['audit_page', 'audit_seals_after', 'audit_entries', 'audit_positions', 'unsealed_audit', 'audit_heads', 'add_audit_seals', 'audit_gap', 'all_signing_keys', 'add_signing_key'];

/**
 * Which service may do what; what is not here is refused by Postgres.
 * Values go in where personal text is first met, and come out only where a destination needs them, and where somebody asks for one by API. A lookup tells that two calls are the
 * same customer's, and not whose.
 */
export const vaultRights: Record<ServiceName, readonly VaultFunction[]> = {
  ingestion: [...everyone, ...auditing, 'put_value', 'put_lookup', 'revoke_grants', 'destroy_key', 'place_hold', 'release_hold', 'holds_of', 'set_retention', 'retire_values', 'due_conversations', 'put_party_value', 'put_known_value', 'index_parties', 'conversations_of', 'forgotten_by', 'key_fates'],
  // It hears the caller's own words anyway; what is known of the call it takes out however it is said.
  transcription: [...everyone, 'put_value', 'known_values_of', 'put_party_value', 'revoke_grants', 'add_grant'],
  extraction: [...everyone, 'lookup_of'],
  'human-review': [...everyone, 'add_grant', 'open_grant'],
  // It tells who the caller is in the CRM.
  'crm-sync': [...everyone, 'value_of', 'put_known_value', 'index_parties'],
  insights: [...everyone, 'value_of', 'add_grant', 'open_grant', 'audit_of'],
};
