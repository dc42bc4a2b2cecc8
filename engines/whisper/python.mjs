// Finds a Python that the speech engine's pinned packages have wheels for.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export const OLDEST = 9;
export const NEWEST = 13;

const PROBE = 'import json,platform,sys;print(json.dumps({"executable":sys.executable,"version":list(sys.version_info[:3]),"bits":sys.maxsize>2**32,"platform":sys.platform+"-"+platform.machine()}))';
// What a person calls python3 first; then the versions by name, as systems have them whose python3 is too new or too old.
const NAMES = ['python3', 'python3.12', 'python3.11', 'python3.13', 'python3.10', 'python3.9', 'python'];

/** Runs a program to its end; never throws: `code` is null when it could not be started. */
export function execute(command, args, options = {}) {
  return promisify(execFile)(command, args, { maxBuffer: 16 << 20, ...options }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error) => ({ code: typeof error.code === 'number' ? error.code : null, stdout: error.stdout ?? '', stderr: error.stderr ?? String(error.message) }),
  );
}

/** @returns {Promise<{ python?: { executable: string, version: number[], platform: string }, seen: string[] }>} the first that fits, and what else was there. */
export async function findPython(names = process.env.CALLMESH_PYTHON ? [process.env.CALLMESH_PYTHON] : NAMES) {
  const seen = [];
  for (const name of names) {
    const { code, stdout } = await execute(name, ['-c', PROBE], { timeout: 20_000 });
    if (code !== 0) continue;
    const python = JSON.parse(stdout);
    const [major, minor] = python.version;
    if (major === 3 && minor >= OLDEST && minor <= NEWEST && python.bits) return { python, seen };
    seen.push(`${name} is ${python.version.join('.')}${python.bits ? '' : ' (32 bit)'}`);
  }
  return { seen };
}
