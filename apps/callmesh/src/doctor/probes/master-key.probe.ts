import { createLocalKms, inspectVault, masterKeyIdOf, masterKeyUse, type LocalMasterKeys } from '@callmesh/claim-check';
import { masterKeysOf } from '@callmesh/service-defaults';
import { masterKeysIn } from '../../host/secrets.js';
import { fault, note, ok, type Finding } from '../finding.js';
import { wordsOf, type Probe } from '../probe.js';

/** Whether the master keys open what was sealed with this installation's, and which of them are still needed. */
export const masterKeyProbe: Probe = {
  name: 'master key',
  async look({ env, adminUrl, directory }) {
    const keys = (env && masterKeysOf(env)) ?? (await masterKeysIn(directory.secrets));
    if (!keys) return [note('master key', 'none yet', '`callmesh start` makes one in the data directory; services that run apart share CALLMESH_MASTER_KEY: openssl rand -base64 32')];
    if (!adminUrl) return [note('master key', 'there; whether it opens the vault was not looked at: that takes a running database and its administrator’s address')];
    const { exists, keys: sealed, fault: reason } = await inspectVault(adminUrl, createLocalKms(keys));
    if (!exists || sealed === 0) return [ok('master key', 'there; nothing is sealed in this database yet')];
    if (reason) return [fault('master key', wordsOf(reason), 'set CALLMESH_MASTER_KEY to the key with which this installation was started first, or was rotated to; without it recordings and transcripts cannot be opened')];
    return [ok('master key', `opens the vault (${sealed} conversation keys)`), ...(await formerKeys(adminUrl, keys))];
  },
};

/** What a rotation has left to do, and which former key may be removed. */
async function formerKeys(adminUrl: string, { current, previous = [] }: LocalMasterKeys): Promise<Finding[]> {
  const use = new Map((await masterKeyUse(adminUrl)).map(({ masterKeyId, keys }) => [masterKeyId, keys]));
  const [now, former] = [masterKeyIdOf(current), previous.map(masterKeyIdOf)];
  const unknown = [...use.keys()].filter((id) => id !== now && !former.includes(id));
  return [
    ...unknown.map((id) => fault('master key', `${use.get(id) ?? 0} keys were wrapped by master key ${id}, which is not configured`, 'add it to CALLMESH_OTHER_MASTER_KEYS, and run `callmesh keys rotate-master`')),
    ...former.map((id) => {
      const needed = use.get(id);
      if (needed !== undefined) return note('master key', `the former key ${id} still wraps ${needed} keys`, '`callmesh keys rotate-master` wraps them anew');
      return note('master key', `the former key ${id} wraps nothing any more`, 'remove it: `callmesh keys forget-master`, or take it out of CALLMESH_OTHER_MASTER_KEYS; keep it as long as backups from before the rotation');
    }),
  ];
}
