import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Everything that a module loads before it does anything, the modules of packages by their names. */
async function loadedBy(file: string, seen = new Set<string>()): Promise<Set<string>> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, from = ''] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm)) {
    if (from.startsWith('.')) await loadedBy(path.resolve(path.dirname(file), from.replace(/\.js$/, '.ts')), seen);
    else seen.add(from);
  }
  return seen;
}

describe('the command line', () => {
  it('loads nothing of callmesh itself before a command that needs it runs', async () => {
    const loaded = [...(await loadedBy(path.resolve('apps/callmesh/src/cli/program.ts')))];
    expect(loaded.filter((name) => name.includes('/cli/commands/')).length).toBeGreaterThan(15);
    expect(loaded.filter((name) => !path.isAbsolute(name) && !name.startsWith('node:')).sort()).toEqual(['commander']);
    expect(loaded.filter((name) => /\/(demo|stack|gateway|doctor)\/|host\/(host|services)\.ts/.test(name))).toEqual([]);
  });
});
