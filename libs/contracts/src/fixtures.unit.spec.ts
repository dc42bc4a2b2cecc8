import { avroType } from './avro-types.js';
import { decodeEvent, decodeWith, encodeEvent } from './codec.js';
import { schemaVersions } from './generated/schemas.js';
import { writtenVersion } from './schema-versions.js';
import { fixtures } from './testing/fixtures.js';

// Stored events live for years: what was written once has to be readable by every later build.
describe('fixtures for ever', () => {
  it('exist for every version ever published, and for nothing else', () => {
    const published = schemaVersions.map(({ type, minor }) => `${type}.${minor}`);
    expect(fixtures.map(({ type, minor }) => `${type}.${minor}`).sort()).toEqual([...published].sort());
  });

  it.each(fixtures.map((fixture) => [`${fixture.type}.${fixture.minor}`, fixture] as const))('%s is read today and written back byte for byte', (_name, { type, minor, data, bytes }) => {
    const version = schemaVersions.find((candidate) => candidate.type === type && candidate.minor === minor);
    if (!version) throw new Error(`${type}.${minor} was never published`);
    const read = decodeEvent(type, bytes, version.sha256);
    expect(decodeWith(version.schema, type, bytes)).toEqual(read);
    expect(read).toMatchObject(data);
    expect(avroType(version.schema).toBuffer(read).toString('base64')).toBe(bytes.toString('base64'));
    if (version === writtenVersion(type)) expect(encodeEvent(type, read)).toEqual({ body: bytes, schemaSha256: version.sha256 });
  });
});
