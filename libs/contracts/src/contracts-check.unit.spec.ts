import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Parser } from '@asyncapi/parser';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const SLOW = 30_000;

interface Schema {
  fields: { name: string; type: unknown; default?: unknown; doc?: string }[];
}

/** A copy of everything the contract tools read and write, to be spoilt. */
class Copy {
  readonly dir = mkdtempSync(path.join(tmpdir(), 'callmesh-contracts-'));

  constructor() {
    for (const folder of ['schemas', 'docs', 'libs/contracts/src/generated']) {
      mkdirSync(path.join(this.dir, folder), { recursive: true });
      cpSync(path.join(root, folder), path.join(this.dir, folder), { recursive: true });
    }
    cpSync(path.join(root, 'libs/contracts/src/flow.ts'), path.join(this.dir, 'libs/contracts/src/flow.ts'));
  }

  run(tool: 'check' | 'generate', ...more: string[]): string {
    const { status, stderr } = spawnSync(process.execPath, [path.join(root, `tools/contracts/${tool}.mjs`), '--root', this.dir, ...more], { encoding: 'utf8' });
    return status === 0 ? 'ok' : stderr;
  }

  read = (file: string): string => readFileSync(path.join(this.dir, file), 'utf8');
  write = (file: string, content: string): void => writeFileSync(path.join(this.dir, file), content);

  /** Adds `order.cancellation-requested` v1.1, made from v1.0. */
  nextMinor(change: (schema: Schema) => void): void {
    const schema = JSON.parse(this.read('schemas/order/cancellation-requested.v1.0.avsc')) as Schema;
    change(schema);
    this.write('schemas/order/cancellation-requested.v1.1.avsc', JSON.stringify(schema, null, 2));
  }
}

let copy: Copy;
beforeEach(() => {
  copy = new Copy();
});
afterEach(() => rmSync(copy.dir, { recursive: true }));

describe('contracts:check', () => {
  it('agrees with what is in the repository', () => expect(copy.run('check')).toBe('ok'), SLOW);

  it('fails on a published schema that was changed or removed, and generate does not heal it', () => {
    copy.write('schemas/call/recorded.v1.0.avsc', `${copy.read('schemas/call/recorded.v1.0.avsc')} `);
    rmSync(path.join(copy.dir, 'schemas/common/party.v1.0.avsc'));
    expect(copy.run('check')).toMatch('schemas/common/party.v1.0.avsc is missing');
    cpSync(path.join(root, 'schemas/common/party.v1.0.avsc'), path.join(copy.dir, 'schemas/common/party.v1.0.avsc'));
    for (const tool of ['check', 'generate'] as const) expect(copy.run(tool)).toMatch(/^schemas\/call\/recorded\.v1\.0\.avsc: changed after it was published; .*new minor.*new major/);
  }, SLOW);

  it('fails on a breaking minor with file, field and remedy, and generate gives it no id', () => {
    copy.nextMinor((schema) => {
      schema.fields = schema.fields.map((field) => (field.name === 'analysisVersion' ? { ...field, type: 'long' } : field));
    });
    const words = 'schemas/order/cancellation-requested.v1.1.avsc: field analysisVersion changed from int to long since v1.0, which breaks readers; make a new major (schemas/order/cancellation-requested.v2.0.avsc)\n';
    expect(copy.run('check')).toBe(words);
    expect(copy.run('generate')).toBe(words);
    expect(copy.read('schemas/lock.json')).not.toContain('cancellation-requested.v1.1');
  }, SLOW);

  it('takes a compatible minor once it is generated and has its fixture, to read at first and to write when told so; ids that were given stay', () => {
    const before = JSON.parse(copy.read('schemas/lock.json')) as { schemas: Record<string, { id?: number }> };
    copy.nextMinor((schema) => schema.fields.push({ name: 'channel', type: ['null', 'string'], default: null, doc: 'Where the order was made.' }));
    expect(copy.run('check')).toMatch('schemas/lock.json: is stale; run npm run contracts:generate');
    expect(copy.run('generate')).toMatch('schemas/fixtures/order.cancellation-requested.v1.1.json: is missing');
    const { data } = JSON.parse(copy.read('schemas/fixtures/order.cancellation-requested.v1.0.json')) as { data: object };
    copy.write('schemas/fixtures/order.cancellation-requested.v1.1.json', JSON.stringify({ data: { ...data, channel: 'web' } }));
    expect(copy.run('generate')).toBe('ok');
    expect(copy.run('check')).toBe('ok');
    const after = JSON.parse(copy.read('schemas/lock.json')) as typeof before;
    for (const [file, entry] of Object.entries(before.schemas)) expect(after.schemas[file]).toEqual(entry);
    expect(after.schemas['order/cancellation-requested.v1.1.avsc']?.id).toBe(Math.max(...Object.values(before.schemas).map(({ id }) => id ?? 0)) + 1);
    expect(copy.read('libs/contracts/src/generated/events.ts')).toContain('channel: null | string');

    const readOnly = (): unknown => (JSON.parse(copy.read('schemas/lock.json')) as { schemas: Record<string, { readOnly?: boolean }> }).schemas['order/cancellation-requested.v1.1.avsc']?.readOnly;
    expect(readOnly()).toBe(true);
    expect(copy.run('generate', '--write', 'order/cancellation-requested.v1.9.avsc')).toBe('schemas/order/cancellation-requested.v1.9.avsc: is not in schemas/lock.json, so it cannot be written\n');
    expect(copy.run('generate', '--write', 'order/cancellation-requested.v1.1.avsc')).toBe('ok');
    expect(readOnly()).toBeUndefined();
    expect(copy.run('check')).toBe('ok');
  }, SLOW);

  it('holds events to the newest minor of a common record, without changing what was published', () => {
    const party = JSON.parse(copy.read('schemas/common/party.v1.0.avsc')) as Schema;
    party.fields.push({ name: 'kind', type: ['null', 'string'], default: null, doc: 'phone or e-mail.' });
    copy.write('schemas/common/party.v1.1.avsc', JSON.stringify(party, null, 2));
    const words = copy.run('check');
    expect(words).toMatch('schemas/action/drafted.v1.0.avsc: uses common/party.v1.0.avsc, of which there is a newer minor; add the event\'s next minor (action/drafted.v1.1.avsc)');
    expect(words).not.toMatch('changed after');
  }, SLOW);

  it('fails on a stale document, a changed fixture, and a type without a row in the flow', () => {
    copy.write('docs/flow.md', 'nothing');
    const fixture = 'schemas/fixtures/action.applied.v1.0.json';
    copy.write(fixture, copy.read(fixture).replace('hubspot', 'hubspat'));
    expect(copy.run('check')).toBe(`docs/flow.md: is stale; run npm run contracts:generate and commit what it writes\n${fixture}: its data no longer gives its bytes; restore the file: fixtures never change\n`);
    copy.write('libs/contracts/src/flow.ts', copy.read('libs/contracts/src/flow.ts').replace(/ {2}row\('action\.applied\.v1'.*\n/, ''));
    expect(copy.run('check')).toBe('libs/contracts/src/flow.ts: action.applied.v1 has a schema but no row\n');
  }, SLOW);

  it('takes a draft back with its id when told so', () => {
    copy.write('schemas/call/quarantined.v1.0.avsc', copy.read('schemas/call/quarantined.v1.0.avsc').replace('"quarantineId"', '"entryId"'));
    const fixture = 'schemas/fixtures/call.quarantined.v1.0.json';
    copy.write(fixture, copy.read(fixture).replace('"quarantineId"', '"entryId"'));
    expect(copy.run('generate', '--redraft', 'call/quarantined.v1.0.avsc')).toBe('ok');
    expect(copy.run('check')).toBe('ok');
    const idOf = (lock: string): unknown => (JSON.parse(lock) as { schemas: Record<string, { id: number }> }).schemas['call/quarantined.v1.0.avsc']?.id;
    expect(idOf(copy.read('schemas/lock.json'))).toBe(idOf(readFileSync(path.join(root, 'schemas/lock.json'), 'utf8')));
  }, SLOW);
});

describe('docs/asyncapi.yaml', () => {
  it('is valid AsyncAPI 3 with a channel per topic and Avro payloads', async () => {
    const { document, diagnostics } = await new Parser().parse(copy.read('docs/asyncapi.yaml'));
    expect(diagnostics.filter(({ severity }) => severity <= 1)).toEqual([]);
    expect(document?.version()).toBe('3.0.0');
    expect(document?.channels().all().map((channel) => channel.address())).toEqual(['calls', 'transcripts', 'insights', 'actions', 'crm']);
    for (const message of document?.messages().all() ?? []) expect([message.name(), message.schemaFormat()]).toEqual([message.name(), expect.stringContaining('vnd.apache.avro')]);
  }, SLOW);
});
