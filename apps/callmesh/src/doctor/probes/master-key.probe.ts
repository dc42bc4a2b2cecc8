import { createLocalKms, inspectVault } from '@callmesh/claim-check';
import { readJson } from '../../host/private-file.js';
import { fault, note, ok } from '../finding.js';
import { wordsOf, type Probe } from '../probe.js';

/** Whether the master key opens what was sealed with this installation's. */
export const masterKeyProbe: Probe = {
  name: 'master key',
  async look({ env, adminUrl, directory }) {
    const kept = await readJson<{ masterKey?: string }>(directory.secrets);
    const key = env?.CALLMESH_MASTER_KEY ?? kept?.masterKey;
    if (!key) return [note('master key', 'none yet', '`callmesh start` makes one in the data directory; services that run apart share CALLMESH_MASTER_KEY: openssl rand -base64 32')];
    if (!adminUrl) return [note('master key', 'there; whether it opens the vault was not looked at: that takes a running database and its administrator’s address')];
    const { exists, keys, fault: reason } = await inspectVault(adminUrl, createLocalKms({ current: key }));
    if (!exists || keys === 0) return [ok('master key', 'there; nothing is sealed in this database yet')];
    if (!reason) return [ok('master key', `opens the vault (${keys} conversation keys)`)];
    return [fault('master key', wordsOf(reason), 'set CALLMESH_MASTER_KEY to the key with which this installation was started first; without it recordings and transcripts cannot be opened')];
  },
};
