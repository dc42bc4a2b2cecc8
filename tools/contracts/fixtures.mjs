// schemas/fixtures/<type>.<minor>.json: one believable payload of every version ever published, with its bytes, kept for ever.
import avro from 'avsc';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const typeOf = (version) => avro.Type.forSchema(version.resolved.schema, { wrapUnions: 'never' });
const fileOf = (dir, version) => path.join(dir, 'fixtures', `${version.type}.${version.minor}.json`);
const nameOf = (version) => `schemas/fixtures/${version.type}.${version.minor}.json`;
const read = (dir, version) => (existsSync(fileOf(dir, version)) ? JSON.parse(readFileSync(fileOf(dir, version), 'utf8')) : undefined);

/** Faults of the stored fixtures; golden bytes are compared, never renewed. */
export function fixtureFaults(dir, versions) {
  return versions.flatMap((version) => {
    const fixture = read(dir, version);
    if (!fixture) return [`${nameOf(version)}: is missing; write {"data": …} with a believable payload, then run npm run contracts:generate, which adds its bytes`];
    if (!fixture.bytes) return [`${nameOf(version)}: has no bytes yet; run npm run contracts:generate`];
    const again = encode(version, fixture.data);
    if (again instanceof Error) return [`${nameOf(version)}: its data does not fit the schema (${again.message})`];
    return again === fixture.bytes ? [] : [`${nameOf(version)}: its data no longer gives its bytes; restore the file: fixtures never change`];
  });
}

function encode(version, data) {
  try {
    return typeOf(version).toBuffer(data).toString('base64');
  } catch (error) {
    return error;
  }
}

/** Fixtures whose bytes are to be written for the first time (or again, for a file that was re-drafted): [file, content]. */
export function newFixtureBytes(dir, versions, redrafted) {
  return versions.flatMap((version) => {
    const fixture = read(dir, version);
    if (!fixture || (fixture.bytes && !redrafted.includes(version.file))) return [];
    const bytes = encode(version, fixture.data);
    return bytes instanceof Error ? [] : [[fileOf(dir, version), `${JSON.stringify({ data: fixture.data, bytes }, null, 2)}\n`]];
  });
}
