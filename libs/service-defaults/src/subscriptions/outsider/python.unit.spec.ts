import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pythonMissing } from './python.js';

describe('the Python of the outsider', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-python-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  /** Another machine, as far as Python can see. */
  async function pythonOn(changes: string): Promise<string> {
    const file = path.join(dir, 'python3');
    await writeFile(file, `#!/bin/sh\nexec python3 -c "import platform, sys\n${changes}\n$2"\n`);
    await chmod(file, 0o755);
    return file;
  }

  it.each([
    ['another processor', `platform.machine = lambda: 'aarch64'`, /pinned for x86-64 Linux with glibc, this is linux aarch64 glibc/],
    ['another system', `sys.platform = 'darwin'; platform.machine = lambda: 'arm64'; platform.libc_ver = lambda: ('', '')`, /this is darwin arm64$/],
    ['another C library', `platform.libc_ver = lambda: ('', '')`, /this is linux x86_64$/],
    ['a version that is too new', `sys.version_info = (3, 14, 0)`, /the python3 here is 3\.14/],
  ])('is told to be missing on %s, with the reason', async (_what, changes, reason) => {
    if (process.platform !== 'linux' || pythonMissing() !== undefined) return;
    expect(pythonMissing(await pythonOn(changes))).toMatch(reason);
  });

  it('is told to be missing where there is none', () => {
    expect(pythonMissing(path.join(dir, 'none'))).toMatch(/no Python 3/);
  });
});
