import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Builds the previous release, the commit that `.ci/previous` names, unless it is built already.
 * @returns its folder, for `startCallmesh` and its like.
 * @throws with the words of the tool where the commit is not in this clone.
 */
export async function previousBuild(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(process.cwd(), 'tools/upgrade/previous.mjs')], { env: { ...process.env, NODE_OPTIONS: '' } });
  return stdout.trim();
}
