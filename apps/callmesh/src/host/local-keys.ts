import { parseApiKey, type ApiKeys } from '@callmesh/service-defaults';
import type { LocalKeys } from './data-directory.js';
import { makeFirstKeys } from './first-keys.js';
import { readJson, writePrivateJson } from './private-file.js';

/** Tenant of a local installation. */
const LOCAL_TENANT = 'local';

/** Keys for the command line on this machine: those kept in the data directory while the database knows them, else new ones. */
export async function ensureLocalKeys(file: string, keys: ApiKeys, adminUrl: string): Promise<LocalKeys> {
  const kept = await readJson<LocalKeys>(file);
  if (kept && (await isKnown(kept.admin, keys)) && (await isKnown(kept.operator, keys))) return kept;
  const made = { tenantId: LOCAL_TENANT, ...(await makeFirstKeys(keys, adminUrl, { tenantId: LOCAL_TENANT, name: 'local', actor: 'host:start' })) };
  await writePrivateJson(file, made);
  return made;
}

async function isKnown(clear: string, keys: ApiKeys): Promise<boolean> {
  const key = parseApiKey(clear);
  return key !== undefined && (await keys.authenticate(key)) !== undefined;
}
