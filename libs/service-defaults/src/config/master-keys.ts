import { createLocalKms, createReceiptSigner, createRenewingKms, type CurrentSigner, type Kms, type LocalMasterKeys } from '@callmesh/claim-check';
import { rootLogger } from '../logs/logger.js';
import type { Environment } from './environment.js';
import { fileValue } from './load-environment.js';

type KeyVariables = Pick<Environment, 'CALLMESH_MASTER_KEY' | 'CALLMESH_OTHER_MASTER_KEYS'>;

/** The master keys of a configuration; undefined when it has none. */
export function masterKeysOf({ CALLMESH_MASTER_KEY: current, CALLMESH_OTHER_MASTER_KEYS: others = '' }: KeyVariables): LocalMasterKeys | undefined {
  return current ? { current, previous: others.split(/[\s,]+/).filter(Boolean) } : undefined;
}

/** Reads the master keys of this process as they are now: mounted files may have been replaced since the start. */
export function currentMasterKeys(env: KeyVariables, source: Readonly<Record<string, string | undefined>> = process.env): LocalMasterKeys | undefined {
  const now = (name: keyof KeyVariables): string | undefined => (source[name] ? source[name] : (fileValue(name, source) ?? env[name]));
  return masterKeysOf({ CALLMESH_MASTER_KEY: now('CALLMESH_MASTER_KEY'), CALLMESH_OTHER_MASTER_KEYS: now('CALLMESH_OTHER_MASTER_KEYS') });
}

type ReadKeys = () => LocalMasterKeys | undefined | Promise<LocalMasterKeys | undefined>;

const cannotRead = (error: unknown): void => rootLogger().warn({ err: error }, 'the master keys cannot be read again; those from before stay in use');

/** Signs with what comes of the master key, also after a rotation: erasures are rare, so the keys are read for each. */
export function openSigner(keys: LocalMasterKeys, read: ReadKeys): CurrentSigner {
  let known = keys;
  return async () => {
    known = (await Promise.resolve().then(read).catch(cannotRead)) ?? known;
    return createReceiptSigner(known.current, known.previous);
  };
}

/** A KMS over local master keys that takes new ones up while the process runs. */
export function openLocalKms(keys: LocalMasterKeys, read: ReadKeys): Kms {
  return createRenewingKms(createLocalKms(keys), {
    load: async () => createLocalKms((await read()) ?? keys),
    onError: cannotRead,
  });
}
