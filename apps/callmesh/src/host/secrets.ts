import { randomBytes } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
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
  await keep(file, keys);
  return keys;
}

/** Forgets former master keys: what they wrapped, backups included, opens no more. */
export async function dropMasterKeys(file: string, { current, previous = [] }: LocalMasterKeys, dropped: readonly string[]): Promise<void> {
  await keep(file, { current, previous: previous.filter((key) => !dropped.includes(key)) });
}

/** Where services of their own read the master keys, again and again. */
export interface MountedMasterKeys {
  readonly CALLMESH_MASTER_KEY_FILE: string;
  readonly CALLMESH_OTHER_MASTER_KEYS_FILE: string;
}

/** Lays the master keys of a data directory out as files, one for each variable; a rotation keeps them as they are now. */
export async function mountMasterKeys(file: string, keys: LocalMasterKeys): Promise<MountedMasterKeys> {
  const mounted = mountOf(file);
  await mkdir(path.dirname(mounted.CALLMESH_MASTER_KEY_FILE), { recursive: true, mode: 0o700 });
  await writeMounted(mounted, keys);
  return mounted;
}

async function keep(file: string, { current, previous = [] }: LocalMasterKeys): Promise<void> {
  await writePrivateJson(file, { masterKey: current, ...(previous.length > 0 && { otherMasterKeys: previous }) } satisfies Secrets);
  const mounted = mountOf(file);
  if (await access(path.dirname(mounted.CALLMESH_MASTER_KEY_FILE)).then(() => true, () => false)) await writeMounted(mounted, { current, previous });
}

/** Former keys first: in between, both files open all that one of them does. */
async function writeMounted({ CALLMESH_MASTER_KEY_FILE: own, CALLMESH_OTHER_MASTER_KEYS_FILE: others }: MountedMasterKeys, { current, previous = [] }: LocalMasterKeys): Promise<void> {
  for (const [file, content] of [[others, previous.join('\n')], [own, current]] as const) {
    await writeFile(`${file}.tmp`, `${content}\n`, { mode: 0o600 });
    await rename(`${file}.tmp`, file);
  }
}

function mountOf(file: string): MountedMasterKeys {
  const folder = path.join(path.dirname(file), 'master-keys');
  return { CALLMESH_MASTER_KEY_FILE: path.join(folder, 'current'), CALLMESH_OTHER_MASTER_KEYS_FILE: path.join(folder, 'others') };
}
