// node tools/upgrade/previous.mjs [old-consumer]: builds the previous release (.ci/previous), or the one that another file in .ci names, under
// .cache/previous/<commit>, once, and prints the folder.
// The tests of the upgrade run its processes beside those of this build.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../setup/main.mjs';
import { root } from '../setup/paths.mjs';
import { run, SetupError, step } from '../setup/progress.mjs';
import { archiveOf, previousCommit, RELEASES } from './history.mjs';

const builds = path.join(root, '.cache/previous');
const packagesOf = (lock) => (existsSync(lock) ? (JSON.parse(readFileSync(lock, 'utf8')).packages ?? {}) : {});

/** Whether every package that the tree's lock names is here in the same version, so that it can use this clone's. */
function canShare(tree) {
  const present = packagesOf(path.join(root, 'node_modules/.package-lock.json'));
  return Object.entries(packagesOf(path.join(tree, 'package-lock.json'))).every(
    ([place, { version, optional, link }]) => !place || link || (place.startsWith('node_modules/') ? optional || present[place]?.version === version : !place.includes('/node_modules/')),
  );
}

/** This clone's packages, beside the tree's own workspaces. */
function sharePackages(tree) {
  const modules = path.join(tree, 'node_modules');
  mkdirSync(path.join(modules, '@callmesh'), { recursive: true });
  for (const entry of readdirSync(path.join(root, 'node_modules'))) if (entry !== '@callmesh') symlinkSync(path.join(root, 'node_modules', entry), path.join(modules, entry));
  for (const dir of ['libs', 'apps']) for (const name of readdirSync(path.join(tree, dir))) symlinkSync(path.join('../..', dir, name), path.join(modules, '@callmesh', name));
}

async function build(commit, tree) {
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  const { status, stderr } = spawnSync('tar', ['-x', '-C', tree], { input: archiveOf(commit), encoding: 'utf8' });
  if (status !== 0) throw new SetupError(`the previous release could not be unpacked to ${tree}: ${stderr}`);
  const shared = canShare(tree);
  if (shared) sharePackages(tree);
  else if ((await run('npm', ['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'], { cwd: tree })) !== 0) throw new SetupError('npm ci of the previous release failed; its reason stands above');
  if ((await run(process.execPath, ['tools/build.mjs'], { cwd: tree })) !== 0) throw new SetupError('the previous release does not build; its reason stands above');
  writeFileSync(path.join(tree, '.built'), JSON.stringify({ shared }));
}

/** @returns whether the tree is built, and its packages are still the right ones. */
function isBuilt(tree) {
  const mark = path.join(tree, '.built');
  return existsSync(mark) && (!JSON.parse(readFileSync(mark, 'utf8')).shared || canShare(tree));
}

/** The previous release, or another one that a file in .ci names, built. @returns its folder. */
export async function ensurePrevious(release = 'previous') {
  const commit = previousCommit(release);
  const tree = path.join(builds, commit);
  if (isBuilt(tree)) return tree;
  const draft = `${tree}.${process.pid}`;
  await step(`${release.replace('-', ' ')} release (${commit.slice(0, 7)})`, () => build(commit, draft));
  // Other releases, what a killed build left, and this one when its packages have changed; never what another run is building.
  const needed = new Set([path.basename(draft), ...RELEASES.map(previousCommit)]);
  for (const left of readdirSync(builds)) if (!needed.has(left) && !isBeingBuilt(left)) rmSync(path.join(builds, left), { recursive: true, force: true });
  rmSync(tree, { recursive: true, force: true });
  renameSync(draft, tree);
  return tree;
}

function isBeingBuilt(name) {
  const pid = Number(name.split('.')[1] ?? 0);
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(async () => process.stdout.write(`${await ensurePrevious(process.argv[2])}\n`));
