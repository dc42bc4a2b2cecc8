import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const requirements = path.join(here, 'requirements.txt');
const cache = path.resolve(here, '../../../../../.cache');
const run = promisify(execFile);

/** Says what is not as it must be. The packages are pinned by the hashes of the wheels for one platform. */
const LOOK = `
import platform, sys, venv
if not (3, 10) <= sys.version_info < (3, 14):
    sys.exit('the python3 here is %d.%d, the packages are pinned for 3.10 to 3.13' % sys.version_info[:2])
found = (sys.platform, platform.machine(), platform.libc_ver()[0])
if found != ('linux', 'x86_64', 'glibc'):
    sys.exit('the packages are pinned for x86-64 Linux with glibc, this is ' + ' '.join(filter(None, found)))
`;

/** Why the outsider cannot run here; undefined when it can. */
export function pythonMissing(python = 'python3'): string | undefined {
  const { status, stderr } = spawnSync(python, ['-c', LOOK], { encoding: 'utf8' });
  if (status === 0) return undefined;
  return status === 1 && stderr.startsWith('the ') ? stderr.trim() : 'no Python 3.10 to 3.13 with its venv module found';
}

let made: Promise<string> | undefined;
const outsiderPython = (): Promise<string> => (made ??= makePython());

/** A Python with the outsider's packages, each by its hash; made once for these requirements. */
async function makePython(): Promise<string> {
  const venv = path.join(cache, `outsider-${createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)}`);
  const python = path.join(venv, 'bin/python');
  if (existsSync(python)) return python;
  const building = `${venv}-${process.pid}`;
  try {
    await run('python3', ['-m', 'venv', building]);
    await run(path.join(building, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '--only-binary', ':all:', '-r', requirements]);
    await rename(building, venv);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return python;
}

/** What the outsider is given, and all that it is given. */
export interface Outsider {
  readonly brokers: string;
  readonly registry: string;
  readonly username: string;
  readonly password: string;
  readonly group: string;
  readonly topic: string;
  /** It ends when it has read so many. */
  readonly count: number;
}

/** What it read, or that it was refused. */
export type OutsiderLine = { readonly key: string; readonly headers: Readonly<Record<string, string>>; readonly data: unknown } | { readonly refused: string };

/** Runs it to its end. */
export async function readAsOutsider(outsider: Outsider): Promise<OutsiderLine[]> {
  const { stdout } = await run(await outsiderPython(), [path.join(here, 'read.py'), JSON.stringify(outsider)], { timeout: 60_000 });
  return stdout.trim().split('\n').map((line) => JSON.parse(line) as OutsiderLine);
}
