// `npm test`: set-up, then every tier. The last line is the sum of the real counts: `N passed, N failed, N skipped`.
// Arguments are tiers to run (checks, unit, int, e2e); default all. With CI=true a skipped test is a failure.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { main } from './main.mjs';
import { root } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { SetupError, step } from './progress.mjs';

const bin = (name) => path.join(root, 'node_modules/.bin', name);

/** Each is counted as one test. */
const checks = [
  ['contracts: generated files fresh, no breaking change', process.execPath, ['tools/contracts/check.mjs']],
  ['upgrade: the previous release can run beside this build', process.execPath, ['tools/upgrade/check.mjs']],
  ['documents: configuration table fresh', process.execPath, ['tools/docs/configuration.mjs', '--check']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['lint', bin('eslint'), ['.']],
  ['import directions', bin('depcruise'), ['libs', 'apps', 'e2e', 'bench', '--config', '.dependency-cruiser.cjs', '--output-type', 'err']],
  ['unused code', bin('knip'), ['--no-progress', '--no-config-hints']],
  ['promises', process.execPath, ['tools/promises/check.mjs']],
];
const tiers = ['checks', 'unit', 'int', 'e2e'];

/** Runs a program, its output kept until it fails. @returns whether it ended with 0. */
function quiet(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) process.stderr.write(output);
      resolve(code === 0);
    });
  });
}

async function runChecks() {
  const counts = { passed: 0, failed: 0, skipped: [] };
  const waiting = [...checks];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, command, args] = next;
      const ok = await step(name, () => quiet(command, args));
      counts[ok ? 'passed' : 'failed'] += 1;
      if (!ok) process.stderr.write(`✗ ${name} failed; its output stands above\n`);
    }
  };
  await Promise.all([lane(), lane()]);
  return counts;
}

async function runJest(tier) {
  const report = path.join(root, '.cache/test', `${tier}.json`);
  await mkdir(path.dirname(report), { recursive: true });
  await rm(report, { force: true });
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, TIER: tier, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
    });
    child.once('error', reject);
    child.once('close', resolve);
  });
  const result = JSON.parse(await readFile(report, 'utf8').catch(() => '{}'));
  const tests = (result.testResults ?? []).flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: path.relative(root, file.name) })));
  const skipped = tests.filter((t) => t.status === 'pending' || t.status === 'todo').map((t) => `${t.fullName} (${t.file})`);
  const failed = tests.filter((t) => t.status === 'failed').length + (result.numRuntimeErrorTestSuites ?? 0);
  // A run that died before it could report has failed, whatever it counted.
  return { passed: result.numPassedTests ?? 0, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}

await main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((tier) => !tiers.includes(tier));
  if (unknown.length > 0) throw new SetupError(`no such tier: ${unknown.join(', ')}; there are ${tiers.join(', ')}`);
  await prepare();
  const sum = { passed: 0, failed: 0, skipped: [] };
  for (const tier of tiers.filter((t) => wanted.length === 0 || wanted.includes(t))) {
    const started = Date.now();
    const counts = tier === 'checks' ? await runChecks() : await runJest(tier);
    console.log(`${tier}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped (${Math.round((Date.now() - started) / 1000)} s)`);
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped.push(...counts.skipped);
  }
  for (const name of sum.skipped) console.log(`left out: ${name}`);
  const complete = !(process.env.CI && sum.skipped.length > 0);
  if (!complete) console.log('with CI set nothing may be left out');
  process.exitCode = sum.failed === 0 && sum.passed > 0 && complete ? 0 : 1;
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped.length} skipped`);
});
