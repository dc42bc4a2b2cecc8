import path from 'node:path';
import { access } from 'node:fs/promises';
import { checkNode, ensureDependencies } from './dependencies.mjs';
import { root } from './paths.mjs';
import { run, SetupError, step } from './progress.mjs';

const INSTALLER = path.join(root, 'engines', 'whisper', 'install.mjs');

/** Exit code by which the installer says that there is no usable Python; anything else is a fault. */
const NO_PYTHON = 3;

/**
 * Everything between a fresh clone and a start: packages and build on one side, the speech engine's venv on the other, at the same time.
 * @returns whether the local speech engine can be used.
 */
export async function prepare() {
  checkNode();
  const [speech] = await Promise.all([ensureSpeech(), ensureDependencies().then(build)]);
  return { speech };
}

async function build() {
  const code = await step('build', () => run(process.execPath, ['tools/build.mjs'], { cwd: root }));
  if (code !== 0) throw new SetupError('the build failed; its reason stands above.');
}

async function ensureSpeech() {
  if (process.env.WHISPER_URL) return true;
  await access(INSTALLER);
  const code = await step('local speech engine (Python venv)', () => run(process.execPath, [INSTALLER], { cwd: root }));
  if (code === 0) return true;
  process.stderr.write(
    code === NO_PYTHON
      ? 'No usable Python 3 was found: recordings cannot be transcribed here, stored transcripts can. Install python3 with its venv module, or set WHISPER_URL to a speech server.\n'
      : `The local speech engine could not be installed (exit code ${code}, its reason stands above): recordings cannot be transcribed here, stored transcripts can.\n`,
  );
  return false;
}
