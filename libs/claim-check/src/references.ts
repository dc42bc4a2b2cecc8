import { DomainError } from '@callmesh/contracts';
import type { ObjectName } from './claim-check.port.js';

/** Ids become folder names: no dot at the start, no slash, no other surprise. */
const ID = '[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}';
const id = new RegExp(`^${ID}$`);
const artifact = /^[a-z0-9][a-z0-9.-]{0,127}$/;
const placeholder = /^\[[A-Z][A-Z0-9_]{0,63}\]$/;
const claimUri = new RegExp(`^claim://(?<tenant>${ID})/(?<conversation>${ID})/(?<artifact>[a-z0-9][a-z0-9.-]{0,127})$`);
const vaultUri = new RegExp(`^vault://(?<tenant>${ID})/(?<conversation>${ID})/(?<placeholder>\\[[A-Z][A-Z0-9_]{0,63}\\])$`);

/** A value in the vault. */
export interface ValueName {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly placeholder: string;
}

/** `claim://<tenant>/<conversation>/<artifact>`. @throws DomainError CLAIM.BAD_NAME */
export function claimUriOf(name: ObjectName): string {
  const faults = [
    ...(id.test(name.tenantId) ? [] : ['tenantId']),
    ...(id.test(name.conversationId) ? [] : ['conversationId']),
    ...(artifact.test(name.artifact) ? [] : ['artifact']),
  ];
  if (faults.length > 0) throw new DomainError('CLAIM.BAD_NAME', `an object's ${faults.join(', ')} may hold letters, digits, "-", "." (artifact: lower case) and must not start with a dot`, { faults });
  return `claim://${name.tenantId}/${name.conversationId}/${name.artifact}`;
}

/** Strict: what {@link claimUriOf} did not make is refused, so no path leaves the store. @throws DomainError CLAIM.BAD_URI */
export function parseClaimUri(uri: string): ObjectName {
  const groups = claimUri.exec(uri)?.groups;
  if (!groups) throw new DomainError('CLAIM.BAD_URI', 'a claim check reads claim://<tenant>/<conversation>/<artifact>; this one does not');
  return { tenantId: groups.tenant ?? '', conversationId: groups.conversation ?? '', artifact: groups.artifact ?? '' };
}

/** The name behind `<tenant>/<conversation>/<artifact>`; null for what callmesh did not write. */
export function nameOfKey(key: string): ObjectName | null {
  const groups = claimUri.exec(`claim://${key}`)?.groups;
  return groups ? { tenantId: groups.tenant ?? '', conversationId: groups.conversation ?? '', artifact: groups.artifact ?? '' } : null;
}

/** `vault://<tenant>/<conversation>/<placeholder>`. @throws DomainError VAULT.BAD_NAME */
export function vaultUriOf(name: ValueName): string {
  const faults = [
    ...(id.test(name.tenantId) ? [] : ['tenantId']),
    ...(id.test(name.conversationId) ? [] : ['conversationId']),
    ...(placeholder.test(name.placeholder) ? [] : ['placeholder']),
  ];
  if (faults.length > 0) throw new DomainError('VAULT.BAD_NAME', `a vault value's ${faults.join(', ')} is malformed; a placeholder reads [PHONE_1]`, { faults });
  return `vault://${name.tenantId}/${name.conversationId}/${name.placeholder}`;
}

/** @throws DomainError VAULT.BAD_URI */
export function parseVaultUri(uri: string): ValueName {
  const groups = vaultUri.exec(uri)?.groups;
  if (!groups) throw new DomainError('VAULT.BAD_URI', 'a vault reference reads vault://<tenant>/<conversation>/<placeholder>; this one does not');
  return { tenantId: groups.tenant ?? '', conversationId: groups.conversation ?? '', placeholder: groups.placeholder ?? '' };
}
