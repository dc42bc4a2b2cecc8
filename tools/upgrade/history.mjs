// Earlier releases, by the commits that files in .ci name, read from this clone's own history: `previous`, which runs beside this build and may
// come back, and `old-consumer`, which knew no second major of any event.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup/paths.mjs';
import { SetupError } from '../setup/progress.mjs';

const LIMIT = 1 << 28;

/** Runs git in the clone. @returns its output as bytes; undefined when it failed. */
function tryGit(...args) {
  const { status, stdout, error } = spawnSync('git', args, { cwd: root, maxBuffer: LIMIT, stdio: ['ignore', 'pipe', 'pipe'] });
  if (error) throw new SetupError(`git cannot be run (${error.code}): install it; comparing with the previous release needs the clone's history`);
  return status === 0 ? stdout : undefined;
}

/** @returns git's output as text; '' when it found nothing (`git grep`). */
export const git = (...args) => tryGit(...args)?.toString('utf8') ?? '';

/** What files in .ci name. */
export const RELEASES = ['previous', 'old-consumer'];

/**
 * The full hash in .ci/previous, or in another file there, which must be in this clone.
 * @throws SetupError that says how to fetch what is missing.
 */
export function previousCommit(release = 'previous') {
  const name = `.ci/${release}`;
  const file = path.join(root, name);
  const commit = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{40}$/.test(commit)) throw new SetupError(`${name}: "${commit}" is no full commit hash (40 hex digits); name the commit of the release: git rev-parse <tag>`);
  if (tryGit('cat-file', '-e', `${commit}^{commit}`)) return commit;
  const inside = git('rev-parse', '--is-inside-work-tree').trim() === 'true';
  const isShallow = git('rev-parse', '--is-shallow-repository').trim() === 'true';
  const remedy = !inside
    ? 'this folder is no git clone (or git does not trust its owner: see `git status`): clone the repository with its history and run the command there'
    : isShallow
      ? 'this clone is shallow: fetch the history with `git fetch --unshallow`, in CI by a checkout with full depth'
      : `it is not in this clone: \`git fetch origin ${commit}\`; if it never was pushed, correct ${name}`;
  throw new SetupError(`the ${release === 'previous' ? 'previous release' : `release of the ${release.replace('-', ' ')}`}, ${commit} (${name}), is needed to prove the upgrade. ${remedy}`);
}

/** A file as it was in a commit; undefined when it was not there. */
export const fileAt = (commit, file) => tryGit('show', `${commit}:${file}`)?.toString('utf8');

/** The whole tree of a commit as a tar archive. */
export const archiveOf = (commit) => tryGit('archive', '--format=tar', commit);
