// How the container tools call Docker: the daemon of this machine, or one that they start and stop themselves.
import { execFile, spawn } from 'node:child_process';
import { mkdir, open, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { root } from '../setup/paths.mjs';
import { run, SetupError } from '../setup/progress.mjs';
import { composeProgram } from './programs.mjs';

const exec = promisify(execFile);
const cache = path.join(root, '.cache/docker');
const START_MS = 60_000;

const answers = () => exec('docker', ['version', '--format', '{{.Server.Version}}']).then(({ stdout }) => stdout.trim(), () => undefined);

/** Runs docker with its output on standard error. @throws SetupError when it fails. */
export async function docker(args, options = {}) {
  // The images need nothing of BuildKit, whose client is a program of its own that not every machine has.
  const code = await run('docker', args, { ...options, env: { ...process.env, DOCKER_BUILDKIT: '0', ...options.env } });
  if (code !== 0) throw new SetupError(`docker ${args[0]} failed; its reason stands above.`);
}

/** Whether an image of this name is there. */
export const hasImage = (name) => exec('docker', ['image', 'inspect', '--format', '{{.Id}}', name]).then(() => true, () => false);

/**
 * Makes sure that a Docker daemon answers. Where none runs but one is installed, and this user may, it is started for as long as it is needed.
 * @returns {Promise<() => Promise<void>>} ends what was started
 */
export async function withDocker() {
  if ((await answers()) !== undefined) return async () => {};
  if (process.getuid?.() !== 0) throw new SetupError('No Docker daemon answers. Start it, or set DOCKER_HOST to one that does.');
  await mkdir(cache, { recursive: true });
  const log = await open(path.join(cache, 'dockerd.log'), 'a');
  const daemon = spawn('dockerd', [], { stdio: ['ignore', log.fd, log.fd], detached: true });
  const failed = new Promise((_, reject) => {
    daemon.once('error', () => reject(new SetupError('No Docker daemon answers, and none is installed (Debian: apt-get install docker.io).')));
    daemon.once('exit', () => reject(new SetupError(`dockerd ended at once; ${path.relative(root, cache)}/dockerd.log says why.`)));
  });
  failed.catch(() => {});
  await log.close();
  const started = async () => {
    for (const deadline = Date.now() + START_MS; (await answers()) === undefined; await sleep(250)) {
      if (Date.now() > deadline) throw new SetupError(`dockerd does not answer after ${START_MS / 1000} s; ${path.relative(root, cache)}/dockerd.log says why.`);
    }
  };
  await Promise.race([started(), failed]);
  return async () => {
    const ended = new Promise((resolve) => daemon.once('exit', resolve));
    if (daemon.kill('SIGTERM')) await ended;
  };
}

/**
 * `docker compose` for whoever calls `docker`: the plugin that is installed, or the one built from its Go module.
 * @returns the environment to call it with
 */
export async function withCompose() {
  const installed = await exec('docker', ['compose', 'version']).then(() => true, () => false);
  if (installed) return {};
  const plugins = path.join(cache, 'config/cli-plugins');
  await mkdir(plugins, { recursive: true });
  await rm(path.join(plugins, 'docker-compose'), { force: true });
  await symlink(await composeProgram(), path.join(plugins, 'docker-compose'));
  return { DOCKER_CONFIG: path.join(cache, 'config') };
}
