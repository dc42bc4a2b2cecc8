import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import type { LocalMasterKeys } from '@callmesh/claim-check';
import { DomainError } from '@callmesh/event-sourcing';
import { readJson, writePrivateJson } from './private-file.js';

const KEY_BYTES = 32;

interface Secrets {
  readonly masterKey: string;
  /** Former ones, until nothing needs them any more. */
  readonly otherMasterKeys?: readonly string[];
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
  const masterKey = randomBytes(KEY_BYTES).toString('base64');
  await writePrivateJson(file, { masterKey } satisfies Secrets);
  return masterKey;
}

/** The master keys of a data directory as they are now; undefined when there are none. */
export async function masterKeysIn(file: string): Promise<LocalMasterKeys | undefined> {
  const kept = await readJson<Secrets>(file);
  return kept?.masterKey ? { current: kept.masterKey, previous: kept.otherMasterKeys ?? [] } : undefined;
}

/** Puts a new master key before those of a data directory; they stay, to open what they wrapped. A process that runs on it takes the key up by itself. */
export async function addMasterKey(file: string, { current, previous = [] }: LocalMasterKeys): Promise<LocalMasterKeys> {
  const keys = { current: randomBytes(KEY_BYTES).toString('base64'), previous: [current, ...previous] };
  await writePrivateJson(file, { masterKey: keys.current, otherMasterKeys: keys.previous } satisfies Secrets);
  return keys;
}

/** Forgets former master keys: what they wrapped, backups included, opens no more. */
export async function dropMasterKeys(file: string, { current, previous = [] }: LocalMasterKeys, dropped: readonly string[]): Promise<void> {
  const left = previous.filter((key) => !dropped.includes(key));
  await writePrivateJson(file, { masterKey: current, ...(left.length > 0 && { otherMasterKeys: left }) } satisfies Secrets);
}
