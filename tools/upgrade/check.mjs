// npm run upgrade:check: can the previous release (.ci/previous) run beside this build, and come back after it?
// Migrations that were published are as they were; new ones only expand, or take away what the previous release no longer uses; nothing is
// written in a minor that it cannot read. Needs the clone's history, no network and no build.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { main } from '../setup/main.mjs';
import { root } from '../setup/paths.mjs';
import { contractionsIn } from './expands.mjs';
import { fileAt, git, previousCommit } from './history.mjs';
import { migrationsAt, migrationsHere } from './migrations.mjs';

/** Where the previous release's code (not its tests, not its migrations) names something. */
function usesOf(commit, name, migrationFiles) {
  const short = name.split('.').at(-1);
  const lines = git('grep', '-n', '-w', '-F', '-e', short, commit, '--', 'libs/*.ts', 'apps/*.ts', ':!*.spec.ts', ':!*/testing/*').split('\n').filter(Boolean);
  return lines.map((line) => line.slice(commit.length + 1).split(':').slice(0, 2).join(':')).filter((place) => !migrationFiles.has(place.split(':')[0]));
}

function migrationFaults(commit) {
  const [before, now] = [migrationsAt(commit), migrationsHere()];
  const migrationFiles = new Set([...before.values()].map(({ file }) => file));
  const published = [...before.values()].flatMap(({ name, file, up }) => {
    const here = now.get(name);
    if (!here) return [`${file}: migration ${name} of the previous release is gone; databases remember it by its name: restore it`];
    return here.up === up ? [] : [`${here.file}: migration ${name} was changed after it was released, and no database that has it will run it again: restore it, and write the change as a new migration`];
  });
  const added = [...now.values()].filter(({ name }) => !before.has(name)).flatMap(({ name, file, up, contract }) =>
    contractionsIn(up).flatMap(({ what, name: taken }) => {
      if (!contract.includes(taken)) return [`${file}: migration ${name} ${what}, which the previous release may use beside this build: expand only; take away in a later release, marked \`// contract: ${taken}\``];
      const uses = usesOf(commit, taken, migrationFiles);
      return uses.length === 0 ? [] : [`${file}: migration ${name} ${what}, and the previous release still uses it (${uses.slice(0, 3).join(', ')}): release the code that no longer does first`];
    }),
  );
  return [...published, ...added];
}

function schemaFaults(commit) {
  const before = JSON.parse(fileAt(commit, 'schemas/lock.json') ?? '{"schemas":{}}').schemas;
  const now = JSON.parse(readFileSync(path.join(root, 'schemas/lock.json'), 'utf8')).schemas;
  return Object.entries(now)
    .filter(([file, { id, readOnly }]) => id !== undefined && !readOnly && !before[file] && !/\.v\d+\.0\.avsc$/.test(file))
    .map(([file]) => `schemas/${file}: is written by this build, and the previous release cannot read it: let this release read it only (it is \`readOnly\` in schemas/lock.json until \`npm run contracts:generate -- --write ${file}\`), and write it in the next`);
}

await main(async () => {
  const commit = previousCommit();
  const faults = [...migrationFaults(commit), ...schemaFaults(commit)];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
  else process.stderr.write(`upgrade: ${migrationsHere().size} migrations; the previous release (${commit.slice(0, 7)}) can run beside this build\n`);
});
