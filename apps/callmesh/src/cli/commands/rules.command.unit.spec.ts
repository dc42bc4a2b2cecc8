import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCli } from '../program.js';

const PACK = `pack: callback
version: 9
language: en
about: Owls.
rules:
  - { id: owl, role: request, speaker: customer, weight: 4, any: [send me ~1 owl] }
examples:
  - { say: Please send me an owl tomorrow at ten., expect: [owl] }
`;
let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'callmesh-rules-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = 0;
});

async function test(files: Record<string, string>, ...options: string[]): Promise<{ out: string; code: unknown }> {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  let out = '';
  const { write } = process.stdout;
  process.stdout.write = (text) => {
    out += String(text);
    return true;
  };
  process.exitCode = 0;
  try {
    await runCli([...options, 'rules', 'test', folder]);
  } finally {
    process.stdout.write = write;
  }
  return { out, code: process.exitCode };
}

it('rules test says of every pack of a folder how its examples did', async () => {
  const { out, code } = await test({ 'a.yaml': PACK, 'readme.txt': 'no pack' });
  expect(out).toBe('✓ callback: 1 rules, 1 of 1 examples as they should be\n');
  expect(code).toBe(0);
});

it('and fails, with the words and what is wrong with them', async () => {
  const { out, code } = await test({ 'a.yaml': PACK.replace('send me ~1 owl', 'send me ~1 crow'), 'b.yaml': 'rules: [' });
  expect(out).toContain('✗ callback: 1 rules, 0 of 1 examples as they should be\n    “Please send me an owl tomorrow at ten.”: owl does not match');
  expect(out).toMatch(/✗ \S+b\.yaml cannot be used: line 1: /);
  expect(code).toBe(1);
});

it('in JSON for scripts', async () => {
  const { out } = await test({ 'a.yaml': PACK }, '--json');
  expect(JSON.parse(out)).toMatchObject([{ pack: 'callback', rules: 1, fault: null, examples: [{ faults: [] }] }]);
});
