import type { Reader } from '../claim-check.port.js';
import { VaultCalls } from './vault-calls.js';

/** In place of a tenant, for what concerns all of them. */
export const INSTALLATION = '~installation';

/** invalid_schema_name, undefined_function: the vault is not there yet. */
const NO_VAULT = new Set(['3F000', '42883']);

/**
 * One line of the audit by a deploy step, with the administrator's connection.
 * @returns false when there is no vault yet, so that nothing could be recorded.
 */
export async function recordAsAdministrator(adminUrl: string, tenantId: string, line: { readonly action: string; readonly reference: string; readonly outcome: string }, reader: Reader): Promise<boolean> {
  const calls = new VaultCalls(adminUrl);
  try {
    await calls.recordAccess(tenantId, line.action, line.reference, reader, line.outcome);
    return true;
  } catch (error) {
    if (NO_VAULT.has((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    await calls.close();
  }
}
