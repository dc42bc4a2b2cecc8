// npm run contracts:check: fails when a published schema changed, a new minor breaks readers, a fixture is missing or changed,
// or a generated file is stale. Needs no network and no build.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readProject } from './project.mjs';

const { values } = parseArgs({ options: { root: { type: 'string' } } });
const root = path.resolve(values.root ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '../..'));
const project = await readProject(root);

const stale = (outputs) =>
  [...outputs]
    .filter(([file, content]) => !existsSync(path.join(root, file)) || readFileSync(path.join(root, file), 'utf8') !== content)
    .map(([file]) => `${file}: is stale; run npm run contracts:generate and commit what it writes`);

const faults = project.faults.length > 0 ? project.faults : [...stale(project.outputs()), ...project.fixtureFaults()];
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exit(1);
}
process.stderr.write(`contracts: ${project.versions.length} schema versions, all as published and compatible\n`);
