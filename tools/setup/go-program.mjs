// Programs that only come as a Go module here: downloaded through the module proxy, copied (the module cache is read-only), set
// right where `go install` refuses them, and built once into `.cache/go/<name>-<version>/`.
import { execFile } from 'node:child_process';
import { access, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './paths.mjs';
import { run, SetupError, step } from './progress.mjs';

const exec = promisify(execFile);
const exists = (file) => access(file).then(() => true, () => false);

/** A module's folder in the module cache, read-only, downloaded when it is not there. */
export async function goModule(module, version) {
  const { stdout } = await exec('go', ['mod', 'download', '-json', `${module}@${version}`], { cwd: '/', maxBuffer: 16 << 20 }).catch((error) => {
    throw new SetupError(error.code === 'ENOENT' ? 'Go is needed to build this (https://go.dev/dl/, or Debian: apt-get install golang).' : `${module}@${version} cannot be downloaded: ${error.stderr || error.stdout || error.message}`);
  });
  return JSON.parse(stdout).Dir;
}

/**
 * @param {{ module: string, version: string, packages: string[], prepare?: (folder: string) => Promise<void>, flags?: string[] }} program
 *   `packages`: what to build, relative to the module; `prepare`: changes to the copied sources; `flags`: for `go build`
 * @returns the folder that holds the programs, each named as its package's folder
 */
export async function goProgram({ module, version, packages, prepare = async () => {}, flags = [] }) {
  const name = `${module.split('/').slice(1).join('-')}-${version}`;
  const folder = path.join(root, '.cache/go', name);
  const built = packages.map((one) => path.join(folder, path.basename(one)));
  if ((await Promise.all(built.map(exists))).every(Boolean)) return folder;
  const scratch = `${folder}.tmp-${process.pid}`;
  try {
    await step(`build ${name} from its Go module, once`, async () => {
      const sources = path.join(scratch, 'sources');
      await mkdir(sources, { recursive: true });
      await cp(await goModule(module, version), sources, { recursive: true });
      await run('chmod', ['-R', 'u+w', sources]);
      await prepare(sources);
      await mkdir(path.join(scratch, 'bin'));
      const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off' };
      // Others work on this machine too: a build of minutes waits for them.
      const code = await run('nice', ['-n', '19', 'go', 'build', '-trimpath', ...flags, '-o', path.join(scratch, 'bin') + path.sep, ...packages], { cwd: sources, env });
      if (code !== 0) throw new SetupError(`${name} could not be built; the compiler's reason stands above.`);
    });
    await mkdir(folder, { recursive: true });
    for (const file of await readdir(path.join(scratch, 'bin'))) await rename(path.join(scratch, 'bin', file), path.join(folder, file));
    return folder;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
