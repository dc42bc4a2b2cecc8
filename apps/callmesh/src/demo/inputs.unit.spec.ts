import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { collectInputs } from './inputs.js';

describe('what was named becomes calls', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-inputs-'));
    await mkdir(at('empty'));
    for (const name of ['a.wav', 'a.vtt', 'a.meta.json', 'b.vtt', 'b.vtt.meta.json', 'c.script.json', 'notes.txt']) await writeFile(at(name), 'x');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const collected = async (...paths: string[]) => (await collectInputs(paths, true)).map((input) => [path.basename(input.file), 'unusable' in input ? input.unusable : '']);

  it('a folder: its recordings and transcripts, one of each name', async () => {
    expect(await collected(folder)).toEqual([['a.wav', ''], ['b.vtt', '']]);
  });

  it('a file named in two ways is one call', async () => {
    expect(await collected(at('a.wav'), path.join(folder, 'empty/../a.wav'))).toEqual([['a.wav', '']]);
  });

  it('what lies beside a named call is passed over; named alone it is told so', async () => {
    expect(await collected(at('a.wav'), at('a.meta.json'), at('b.vtt'), at('b.vtt.meta.json'))).toEqual([['a.wav', ''], ['b.vtt', '']]);
    expect(await collected(at('c.script.json'), at('a.meta.json'))).toEqual([['c.script.json', expect.stringMatching(/beside a call/)], ['a.meta.json', expect.stringMatching(/beside a call/)]]);
  });

  it('what is not there, and a folder without calls, are told with what to do', async () => {
    expect(await collected(at('none.wav'), at('empty'))).toEqual([['none.wav', expect.stringMatching(/no such file or folder: check/)], ['empty', expect.stringMatching(/no recording and no transcript.*name/)]]);
  });
});
