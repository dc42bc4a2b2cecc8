import { access, constants, statfs } from 'node:fs/promises';
import { makeDirectory } from '@callmesh/service-defaults';
import { fault, ok, type Finding } from '../finding.js';
import type { Probe } from '../probe.js';

/** Whether the data directory can be written, and whether the disk below it has room. */
export const dataDirectoryProbe: Probe = {
  name: 'data directory',
  async look({ directory: { root }, env }) {
    try {
      await makeDirectory(root);
      await access(root, constants.W_OK);
    } catch (error) {
      return [fault('data directory', `${root} cannot be written (${(error as NodeJS.ErrnoException).code ?? ''})`, 'choose another with --data or CALLMESH_DATA_DIR')];
    }
    return [ok('data directory', root), await room(root, env?.CALLMESH_MIN_FREE_MB ?? 200)];
  },
};

async function room(root: string, wantedMb: number): Promise<Finding> {
  const { bavail, bsize } = await statfs(root);
  const freeMb = Math.floor((bavail * bsize) / 1024 ** 2);
  return freeMb >= wantedMb
    ? ok('disk space', `${freeMb} MB free`)
    : fault('disk space', `${freeMb} MB free, recordings are refused below ${wantedMb} MB`, `make room on the disk of ${root}, or lower CALLMESH_MIN_FREE_MB`);
}
