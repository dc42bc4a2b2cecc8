import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Builds the previous release, the commit that `.ci/previous` names, or the one that another file there names, unless it is built already.
 * @returns its folder, for `startCallmesh` and its like.
 * @throws with the words of the tool where the commit is not in this clone.
 */
export async function previousBuild(release = 'previous'): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(process.cwd(), 'tools/upgrade/previous.mjs'), release], { env: { ...process.env, NODE_OPTIONS: '' } });
  return stdout.trim();
}
