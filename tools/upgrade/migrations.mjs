// What the migrations of a commit are: class by class, the SQL that each runs.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup/paths.mjs';
import { fileAt, git } from './history.mjs';

const IS_MIGRATION = 'implements MigrationInterface';
const isSource = (file) => /^(libs|apps)\/.*\.ts$/.test(file) && !/\.spec\.ts$|\/testing\//.test(file);

/** The classes in a file: name as the database knows it, the text of `up`, and the names that a comment `contract: …` gives free. */
function migrationsIn(file, text) {
  const starts = [...text.matchAll(/class (\w+) implements MigrationInterface/g)];
  return starts.map(({ 1: className, index }, n) => {
    const body = text.slice(index, starts[n + 1]?.index ?? text.length);
    const up = body.slice(body.indexOf('async up('), body.includes('async down(') ? body.indexOf('async down(') : body.length);
    const contract = [...body.matchAll(/\/\/ contract: (.+)/g)].flatMap(([, names]) => names.split(',').map((name) => name.trim()));
    return { file, name: /name = '(\w+)'/.exec(body)?.[1] ?? className, up: normal(up), contract };
  });
}

/** Without comments and layout: what the database sees. */
const normal = (code) => code.replace(/^\s*\/\/.*$/gm, '').replace(/--.*$/gm, '').replace(/\s+/g, ' ').trim();

/** Migrations of the previous release by name. */
export function migrationsAt(commit) {
  const files = git('grep', '-l', IS_MIGRATION, commit, '--', 'libs', 'apps').split('\n').filter(Boolean).map((line) => line.slice(commit.length + 1));
  return byName(files.filter(isSource).flatMap((file) => migrationsIn(file, fileAt(commit, file) ?? '')));
}

/** Migrations of the working copy by name. */
export function migrationsHere() {
  const files = ['libs', 'apps'].flatMap((dir) => readdirSync(path.join(root, dir)).flatMap((name) => sourcesUnder(path.join(dir, name, 'src'))));
  return byName(files.filter(isSource).flatMap((file) => migrationsIn(file, readFileSync(path.join(root, file), 'utf8'))));
}

const byName = (migrations) => new Map(migrations.map((migration) => [migration.name, migration]));

function sourcesUnder(dir) {
  try {
    return readdirSync(path.join(root, dir), { recursive: true }).map((file) => path.join(dir, file));
  } catch {
    return [];
  }
}
