import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { makeDirectory } from './make-directory.js';

describe('a directory', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'callmesh-directory-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is made with those above it, also when it is there already or made by several at once', async () => {
    const folder = path.join(root, 'a/b/c');
    await Promise.all([makeDirectory(folder), makeDirectory(folder)]);
    await makeDirectory(folder);
    expect((await stat(folder)).isDirectory()).toBe(true);
  });

  it('that cannot be made is an error, and never a wait without end', async () => {
    await writeFile(path.join(root, 'file'), '');
    await expect(makeDirectory(path.join(root, 'file/x'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    if (process.platform === 'linux') await expect(makeDirectory('/proc/callmesh-cannot-be/here')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
