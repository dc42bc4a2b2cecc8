import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { publishedVersions, type SchemaVersion } from '@callmesh/contracts';
import { previousBuild } from './support/previous-build.js';

/** What the previous release's own codec reads from bytes of a schema that a registry gives it. */
const READ = `
  import { decodeWith } from '@callmesh/contracts';
  const { schema, type, bytes } = JSON.parse(process.argv[1]);
  console.log(JSON.stringify(decodeWith(schema, type, Buffer.from(bytes, 'base64'))));`;

const minors = publishedVersions().filter(({ minor }) => minor > 0);
const fixtureOf = async ({ type, minor }: Pick<SchemaVersion, 'type' | 'minor'>): Promise<{ data: Record<string, unknown>; bytes: string }> =>
  JSON.parse(await readFile(path.join(process.cwd(), 'schemas/fixtures', `${type}.${minor}.json`), 'utf8')) as { data: Record<string, unknown>; bytes: string };

it.each(minors.map((version) => [`${version.type}.${version.minor}`, version] as const))(
  'the previous release reads %s: what it knows is there, what is new is passed over',
  async (_name, { type, minor, schema }) => {
    const [previous, written, oldest] = await Promise.all([previousBuild(), fixtureOf({ type, minor }), fixtureOf({ type, minor: 0 })]);
    const input = JSON.stringify({ schema, type, bytes: written.bytes });
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', READ, input], { cwd: previous, env: { ...process.env, NODE_OPTIONS: '' } });
    const read = JSON.parse(stdout) as Record<string, unknown>;
    for (const name of Object.keys(oldest.data)) expect({ [name]: read[name] }).toEqual({ [name]: written.data[name] });
  },
  60_000,
);
