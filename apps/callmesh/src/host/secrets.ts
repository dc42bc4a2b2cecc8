import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { DomainError } from '@callmesh/event-sourcing';
import { readJson, writePrivateJson } from './private-file.js';

interface Secrets {
  readonly masterKey: string;
}

/**
 * The master key of this installation: the environment's, else the one generated on the first start and kept beside the data
 * (0600). Losing it means losing every recording, so an unreadable file is an error and never replaced.
 */
export async function masterKeyOf(file: string, given: string | undefined): Promise<string> {
  if (given) return given;
  const kept = await readJson<Secrets>(file);
  if (kept?.masterKey) return kept.masterKey;
  const exists = await access(file).then(() => true, () => false);
  if (exists) throw new DomainError('SECRETS.UNREADABLE', `${file} cannot be read as JSON: restore it from a backup, or set CALLMESH_MASTER_KEY; without its key nothing in this data directory can be decrypted`);
  const masterKey = randomBytes(32).toString('base64');
  await writePrivateJson(file, { masterKey } satisfies Secrets);
  return masterKey;
}
