// npm run contracts:generate [-- --redraft <family>/<fact>.v1.0.avsc …] [--write <family>/<fact>.v1.1.avsc …]
// Renders everything that is derived from schemas/ and flow.ts. Refuses what `contracts:check` would refuse, so that no breaking
// schema gets an id. --redraft takes a file that was never published outside this working copy back to a draft; --write lets this
// build write a minor that the release before can already read.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { newFixtureBytes } from './fixtures.mjs';
import { readProject } from './project.mjs';

const { values } = parseArgs({ options: { redraft: { type: 'string', multiple: true }, write: { type: 'string', multiple: true }, root: { type: 'string' } } });
const root = path.resolve(values.root ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '../..'));
const redrafted = values.redraft ?? [];
const project = await readProject(root, redrafted, values.write ?? []);

const fail = (faults) => {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exit(1);
};

if (project.faults.length > 0) fail(project.faults);
for (const [file, content] of project.outputs()) {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}
const touched = project.versions.filter((version) => version.resolved.uses.some((file) => redrafted.includes(file))).map((version) => version.file);
for (const [file, content] of newFixtureBytes(project.dir, project.versions, [...redrafted, ...touched])) writeFileSync(file, content);
const left = project.fixtureFaults();
if (left.length > 0) fail(left);
process.stderr.write(`generated ${project.versions.length} schema versions of ${project.flow.length} event types\n`);
