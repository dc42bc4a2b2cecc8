import { parseApiKey, type ApiKeys } from '@callmesh/service-defaults';
import type { LocalKeys } from './data-directory.js';
import { readJson, writePrivateJson } from './private-file.js';

/** Tenant of a local installation. */
const LOCAL_TENANT = 'local';

/** Keys for the command line on this machine: those kept in the data directory while the database knows them, else new ones. */
export async function ensureLocalKeys(file: string, keys: ApiKeys): Promise<LocalKeys> {
  const kept = await readJson<LocalKeys>(file);
  if (kept && (await isKnown(kept.admin, keys)) && (await isKnown(kept.operator, keys))) return kept;
  const [admin, operator] = [await keys.create(LOCAL_TENANT, 'local-admin', 'admin'), await keys.create(LOCAL_TENANT, 'local-operator', 'operator')];
  const made = { tenantId: LOCAL_TENANT, admin: admin.clear, operator: operator.clear };
  await writePrivateJson(file, made);
  return made;
}

async function isKnown(clear: string, keys: ApiKeys): Promise<boolean> {
  const key = parseApiKey(clear);
  return key !== undefined && (await keys.authenticate(key)) !== undefined;
}
