// `npm run test:faults [-- words or seeds]`: every fault scenario, the twenty seeds of the killed-process test, then a table of what was observed.
// Words choose scenarios by their name (`broker`, `disk`, `killed`); numbers are seeds: each chosen scenario runs once with each of them.
// `--document` writes them into the table of docs/reference/faults.md as well. The last line is the sum: `N passed, N failed, N skipped`.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { main } from './main.mjs';
import { prepare } from './prepare.mjs';
import { root } from './paths.mjs';
import { run } from './progress.mjs';
import { renderFaults } from '../docs/faults.mjs';

const RECORD = path.join(root, '.cache/faults/record.jsonl');
const args = process.argv.slice(2).filter((arg) => arg !== '--document');
const seeds = args.filter((arg) => /^\d+(,\d+)*$/.test(arg)).flatMap((arg) => arg.split(','));
const words = args.filter((arg) => !/^\d+(,\d+)*$/.test(arg));
const killSeeds = seeds.length > 0 ? seeds : Array.from({ length: 20 }, (_, n) => String(n + 1));

/** @returns counts of one jest run. */
async function jest(tier, paths, env) {
  const report = path.join(root, `.cache/faults/${tier}-${process.pid}.json`);
  await rm(report, { force: true });
  const chosen = words.length > 0 ? ['--testNamePattern', words.join('|')] : [];
  const options = ['--json', `--outputFile=${report}`, '--testTimeout=600000', ...chosen];
  const code = await run(process.execPath, ['node_modules/jest/bin/jest.js', ...paths, ...options], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env, TIER: tier, FAULT_RECORD: RECORD, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
  });
  const result = JSON.parse(await readFile(report, 'utf8').catch(() => '{}'));
  const tests = (result.testResults ?? []).flatMap((file) => file.assertionResults);
  const leftOut = tests.filter(({ status, title }) => status === 'pending' && title.includes('(left out:'));
  for (const { title } of leftOut) console.log(`left out: ${title}`);
  const failed = (result.numFailedTests ?? 0) + (result.numRuntimeErrorTestSuites ?? 0);
  return { passed: result.numPassedTests ?? 0, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: leftOut.length };
}

await main(async () => {
  await prepare();
  await mkdir(path.dirname(RECORD), { recursive: true });
  await rm(RECORD, { force: true });
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const add = (counts) => Object.keys(sum).forEach((key) => (sum[key] += counts[key]));
  add(await jest('e2e', ['e2e/src/kill'], { KILL_SEEDS: killSeeds.join(',') }));
  for (const seed of seeds.length > 0 ? seeds : [undefined]) {
    const env = seed === undefined ? {} : { FAULT_SEED: seed };
    add(await jest('e2e', ['e2e/src/faults'], env));
    add(await jest('faults', ['e2e/src/faults'], env));
  }
  const records = (await readFile(RECORD, 'utf8').catch(() => '')).split('\n').filter(Boolean).map((line) => JSON.parse(line));
  for (const { fault, ended, seed, seconds, observed } of records) console.log(`${ended === 'held' ? '✓' : '✗'} ${fault} (seed ${seed}, ${seconds} s)\n    ${observed || 'nothing observed'}`);
  if (process.argv.includes('--document')) {
    const document = path.join(root, 'docs/reference/faults.md');
    await writeFile(document, renderFaults(records, await readFile(document, 'utf8').catch(() => '')));
  }
  process.exitCode = sum.failed === 0 && sum.passed > 0 && !(process.env.CI && sum.skipped > 0) ? 0 : 1;
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
});
