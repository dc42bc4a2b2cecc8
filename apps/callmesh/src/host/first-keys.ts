import { recordAsAdministrator } from '@callmesh/claim-check';
import type { ApiKeys } from '@callmesh/service-defaults';

/** Keys that nobody asked for by API, because nobody has one yet. */
export interface FirstKeys {
  readonly tenantId: string;
  /** Before `-admin` and `-operator`: what the keys are called. */
  readonly name: string;
  /** For the audit, e.g. `deploy-step:keys-bootstrap`. */
  readonly actor: string;
}

/** Makes a tenant's keys of its admin and its operator; they stand in the audit like every key that is made by API. */
export async function makeFirstKeys(keys: Pick<ApiKeys, 'create'>, adminUrl: string, { tenantId, name, actor }: FirstKeys): Promise<{ admin: string; operator: string }> {
  const who = { actor, purpose: 'make the first keys of a tenant' };
  const make = async (role: 'admin' | 'operator'): Promise<string> => {
    const { prefix, clear } = await keys.create(tenantId, `${name}-${role}`, role);
    await recordAsAdministrator(adminUrl, tenantId, { action: 'create-key', reference: `api://${tenantId}/keys/${prefix}`, outcome: 'allowed' }, who);
    return clear;
  };
  return { admin: await make('admin'), operator: await make('operator') };
}
