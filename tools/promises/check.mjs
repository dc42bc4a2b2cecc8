// Keeps docs/reference/promises.md true: every row is there once, every named test exists, every mutation applies,
// and a few mutations, others whenever the account changes, turn their test red. `--mutations N` (default 2), `--seed S`;
// `--row C15` tries that one, and first that its tests are green as they are.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { allRows, readPromises, root } from './rows.mjs';

const { values } = parseArgs({ options: { mutations: { type: 'string', default: '2' }, seed: { type: 'string' }, row: { type: 'string', multiple: true } } });
const faults = [];
const promises = readPromises();
const seed = Number(values.seed ?? createHash('sha256').update(JSON.stringify(promises)).digest().readUInt32BE());

function count(haystack, needle) {
  return haystack.split(needle).length - 1;
}

function inspect(entry) {
  const fault = (text) => faults.push(`${entry.row}: ${text}`);
  if (!/^(works|partly: .+|not yet.*)$/.test(entry.state)) fault(`state "${entry.state}" is none of: works, partly: what is missing, not yet`);
  for (const { file, name } of entry.tests) {
    const full = path.join(root, file);
    if (!existsSync(full)) fault(`${file} does not exist`);
    else if (!readFileSync(full, 'utf8').includes(name)) fault(`${file} has no test "${name}"`);
  }
  if (entry.state !== 'works') return;
  if (entry.tests.length === 0) fault('works, but names no test');
  if (!entry.mutation) return fault('works, but names no mutation `file`: `from` ⇒ `to`');
  const full = path.join(root, entry.mutation.file);
  if (!existsSync(full)) return fault(`mutation file ${entry.mutation.file} does not exist`);
  const hits = count(readFileSync(full, 'utf8'), entry.mutation.from);
  if (hits !== 1) fault(`mutation text stands ${hits} times in ${entry.mutation.file}, not once`);
}

for (const row of allRows) {
  const found = promises.filter((p) => p.row === row).length;
  if (found !== 1) faults.push(`${row}: stands ${found} times in docs/reference/promises.md`);
}
promises.forEach(inspect);

const COPIES = path.join(root, '.cache/mutants');

/** A copy of the sources with the packages of the original, so that a killed run leaves nothing changed; one per process, so that two runs do not meet. */
function copyTree() {
  const target = path.join(COPIES, String(process.pid));
  for (const left of existsSync(COPIES) ? readdirSync(COPIES) : []) if (!isAlive(Number(left))) rmSync(path.join(COPIES, left), { recursive: true, force: true });
  rmSync(target, { recursive: true, force: true });
  mkdirSync(path.join(target, 'node_modules'), { recursive: true });
  const skip = new Set(['node_modules', 'out', 'coverage', '.venv', '__pycache__']);
  for (const entry of readdirSync(root)) {
    if (skip.has(entry) || (entry.startsWith('.') && entry !== '.swcrc')) continue;
    // Times are kept, so that the build compiles only what a mutation changes.
    cpSync(path.join(root, entry), path.join(target, entry), { recursive: true, preserveTimestamps: true, filter: (file) => !skip.has(path.basename(file)) });
  }
  for (const entry of readdirSync(path.join(root, 'node_modules'))) {
    if (entry !== '@callmesh') symlinkSync(path.join(root, 'node_modules', entry), path.join(target, 'node_modules', entry));
  }
  mkdirSync(path.join(target, 'node_modules/@callmesh'));
  for (const dir of ['libs', 'apps']) {
    for (const name of readdirSync(path.join(target, dir))) symlinkSync(path.join(target, dir, name), path.join(target, 'node_modules/@callmesh', name));
  }
  return target;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function runTests(tree, tests) {
  const tier = tests[0].file.match(/\.(unit|int|e2e)\.spec\.ts$/)?.[1] ?? 'unit';
  const names = tests.map((t) => t.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  return spawnSync(process.execPath, [jest, '--silent', '-t', names, ...tests.map((t) => t.file)], {
    cwd: tree,
    env: { ...process.env, TIER: tier, NODE_OPTIONS: '--experimental-vm-modules' },
    encoding: 'utf8',
  });
}

function tryMutation(entry, tree) {
  const file = path.join(tree, entry.mutation.file);
  const original = readFileSync(file, 'utf8');
  const tier = (t) => t.file.match(/\.(\w+)\.spec\.ts$/)?.[1];
  const tests = entry.tests.filter((t) => tier(t) === tier(entry.tests[0]));
  if (values.row && runTests(tree, tests).status !== 0) return faults.push(`${entry.row}: its tests are red without the mutation`);
  const started = Date.now();
  writeFileSync(file, original.replace(entry.mutation.from, () => entry.mutation.to));
  if (/^libs\/|^apps\//.test(entry.mutation.file) && tier(tests[0]) !== 'unit') spawnSync(process.execPath, ['tools/build.mjs'], { cwd: tree });
  const run = runTests(tree, tests);
  writeFileSync(file, original);
  const red = run.status !== 0 && /Tests:.*failed/.test(run.stderr + run.stdout);
  process.stderr.write(`  ${entry.row} ${entry.mutation.file}: ${red ? 'red, as it should be' : 'STAYED GREEN'} (${Math.round((Date.now() - started) / 1000)} s)\n`);
  if (!red) faults.push(`${entry.row}: the mutation of ${entry.mutation.file} did not turn its test red${run.status !== 0 ? `\n${(run.stderr + run.stdout).slice(-1500)}` : ''}`);
}

/** Deterministic draw (mulberry32), so that a red run can be repeated with its seed. */
function draw(list, n) {
  let a = seed;
  const random = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return list.map((item) => [random(), item]).sort(([x], [y]) => x - y).slice(0, n).map(([, item]) => item);
}

const working = promises.filter((p) => p.state === 'works' && p.mutation);
if (faults.length === 0) {
  const chosen = values.row ? working.filter((p) => values.row.includes(p.row)) : draw(working, Number(values.mutations));
  process.stderr.write(`promises: ${working.length} of ${allRows.length} rows work; trying ${chosen.map((c) => c.row).join(', ')} (seed ${seed})\n`);
  const tree = chosen.length > 0 ? copyTree() : null;
  for (const entry of chosen) tryMutation(entry, tree);
  if (tree) rmSync(tree, { recursive: true, force: true });
}
for (const fault of faults) process.stderr.write(`promises: ${fault}\n`);
process.exit(faults.length > 0 ? 1 : 0);
