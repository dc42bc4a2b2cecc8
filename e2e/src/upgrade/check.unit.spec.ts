import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = process.cwd();
const SLOW = 60_000;
const migrations = 'libs/messaging/src/tables/messaging-tables.ts';

/** A clone of the repository with the working copy's sources in it, to be spoilt and mended. */
class Clone {
  readonly dir = mkdtempSync(path.join(tmpdir(), 'callmesh-upgrade-'));
  private readonly spoilt = new Map<string, string | undefined>();

  constructor(parts: readonly string[], ...source: readonly string[]) {
    const { status, stderr } = spawnSync('git', ['clone', '--quiet', '--no-checkout', ...source, this.dir], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`git clone: ${stderr}`);
    const isSource = (file: string): boolean => !/\/(node_modules|dist)$/.test(file);
    for (const part of ['.ci', 'tools/setup', 'tools/upgrade', ...parts]) cpSync(path.join(root, part), path.join(this.dir, part), { recursive: true, filter: isSource });
  }

  check(): string {
    const { status, stderr } = spawnSync(process.execPath, ['tools/upgrade/check.mjs'], { cwd: this.dir, encoding: 'utf8' });
    return status === 0 ? 'ok' : stderr;
  }

  edit(file: string, change: (text: string) => string): void {
    const before = readFileSync(path.join(this.dir, file), 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`nothing to change in ${file}`);
    this.write(file, after);
  }

  write(file: string, text: string): void {
    const full = path.join(this.dir, file);
    if (!this.spoilt.has(file)) this.spoilt.set(file, existsSync(full) ? readFileSync(full, 'utf8') : undefined);
    writeFileSync(full, text);
  }

  mend(): void {
    for (const [file, text] of this.spoilt) {
      if (text === undefined) rmSync(path.join(this.dir, file));
      else writeFileSync(path.join(this.dir, file), text);
    }
    this.spoilt.clear();
  }

  /** A new migration of human-review that runs this SQL. */
  migration(sql: string, comment = ''): void {
    const code = `export class Later1899000000000 implements MigrationInterface {\n  readonly name = 'Later1899000000000';\n${comment}\n  async up(runner: QueryRunner): Promise<void> {\n    await runner.query(\`${sql}\`);\n  }\n}\n`;
    this.write('apps/human-review/src/migrations/later.ts', code);
  }
}

describe('upgrade:check', () => {
  let clone: Clone;
  beforeAll(() => {
    clone = new Clone(['libs', 'apps', 'schemas'], '--shared', root);
  }, SLOW);
  afterEach(() => clone.mend());
  afterAll(() => rmSync(clone.dir, { recursive: true, force: true }));

  it('agrees with what is in the repository, and with a migration that expands', () => {
    expect(clone.check()).toBe('ok');
    clone.migration('alter table queue add column note text; create table notes (id text primary key, tenant_id text not null)');
    expect(clone.check()).toBe('ok');
  }, SLOW);

  it('fails on a shallow clone, and says how to fetch the history', () => {
    const shallow = new Clone([], '--depth', '1', pathToFileURL(root).href);
    const words = shallow.check();
    rmSync(shallow.dir, { recursive: true });
    expect(words).toMatch(/^the previous release, [0-9a-f]{40} \(\.ci\/previous\), is needed to prove the upgrade\. this clone is shallow: fetch the history with `git fetch --unshallow`/);
  }, SLOW);

  it('fails on a commit that is none, or is not here', () => {
    clone.edit('.ci/previous', () => 'main\n');
    expect(clone.check()).toMatch('.ci/previous: "main" is no full commit hash');
    clone.edit('.ci/previous', () => `${'a'.repeat(40)}\n`);
    expect(clone.check()).toMatch(`it is not in this clone: \`git fetch origin ${'a'.repeat(40)}\``);
  }, SLOW);

  it('fails on a released migration that was changed or removed; its comments may change', () => {
    clone.edit(migrations, (text) => text.replace('    // Only facts', '    // Nothing but facts'));
    expect(clone.check()).toBe('ok');
    clone.edit(migrations, (text) => text.replace('family text not null', 'family text'));
    expect(clone.check()).toBe(`${migrations}: migration MessagingTables1764000000200 was changed after it was released, and no database that has it will run it again: restore it, and write the change as a new migration\n`);
    clone.edit(migrations, (text) => text.replaceAll('MessagingTables1764000000200', 'MessagingTables1764000000201'));
    expect(clone.check()).toMatch(`${migrations}: migration MessagingTables1764000000200 of the previous release is gone`);
  }, SLOW);

  it('fails on a migration that takes away, until it is marked and the previous release does without', () => {
    clone.migration('alter table queue drop column source_type');
    expect(clone.check()).toMatch('apps/human-review/src/migrations/later.ts: migration Later1899000000000 drops column queue.source_type, which the previous release may use beside this build: expand only; take away in a later release, marked `// contract: source_type`');
    clone.migration('alter table queue drop column source_type', '  // contract: source_type');
    expect(clone.check()).toMatch(/drops column queue\.source_type, and the previous release still uses it \(apps\/human-review\/src\/projections\/queue\.(projection|query)\.ts:\d+/);
    clone.migration('alter table queue drop column of_another_time', '  // contract: of_another_time');
    expect(clone.check()).toBe('ok');
  }, SLOW);

  it('fails on a minor that this build writes and the previous release cannot read', () => {
    const minor = (entry: string) => (text: string): string => text.replace('"schemas": {', `"schemas": {\n    "call/recorded.v1.1.avsc": ${entry},`);
    clone.edit('schemas/lock.json', minor('{ "id": 999, "readOnly": true }'));
    expect(clone.check()).toBe('ok');
    clone.mend();
    clone.edit('schemas/lock.json', minor('{ "id": 999 }'));
    expect(clone.check()).toMatch(/^schemas\/call\/recorded\.v1\.1\.avsc: is written by this build, and the previous release cannot read it/);
  }, SLOW);
});
