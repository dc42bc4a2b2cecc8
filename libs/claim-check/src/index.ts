export * from './claim-check.port.js';
export * from './kms.port.js';
export * from './create-claim-checks.js';
export { createLocalKms } from './local-kms.adapter.js';
export type { LocalMasterKeys } from './local-kms.adapter.js';
export { grantVault, provisionVault, vaultGrant } from './schema/provision-vault.js';
export type { AuditEntry } from './schema/vault-calls.js';
export type { ObjectStore } from './store/object-store.port.js';
