import { randomUUID } from 'node:crypto';
import { currentVersion, publishedVersions, UnknownSchema, writtenVersion, type SchemaVersion } from '@callmesh/contracts';
import { apicurioMissing, sharedApicurio } from '@callmesh/testing';
import { startHttpFront } from '@callmesh/testing/faults';
import { createConfluentRegistry, type ConfluentRegistry } from './confluent-registry.adapter.js';
import { registerSchemas } from './register-schemas.js';
import { emittedBy, requireSchemas } from './require-schemas.js';
import { RegistryHttp } from './registry-http.js';
import { SchemaNotRegistered } from './schema-not-registered.js';
import { subjectOf } from './subjects.js';

const missing = apicurioMissing();
/** Java starts slowly where much else runs. */
const START_MS = 240_000;
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;

/** This build's schemas in a namespace of the test's own, because the registry is shared by the run. */
function elsewhere(versions: readonly SchemaVersion[], namespace = `test${randomUUID().slice(0, 8)}`): SchemaVersion[] {
  return versions.map((version) => ({ ...version, schema: { ...version.schema, namespace: `${namespace}.${(version.schema as { namespace: string }).namespace}` } }));
}

tier(`Apicurio${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let url: string;
  let http: RegistryHttp;
  let registry: ConfluentRegistry;

  beforeAll(async () => {
    ({ url } = await sharedApicurio());
    http = new RegistryHttp({ url, timeoutMs: 30_000 });
    registry = createConfluentRegistry({ url, timeoutMs: 30_000 });
  }, START_MS);
  afterAll(async () => {
    await registry?.close();
    await http?.close();
  });

  it('takes every published schema of this build, and a second time there is nothing new', async () => {
    const versions = publishedVersions();
    const first = await registerSchemas({ url, timeoutMs: 30_000 });
    expect(first.schemas.map(({ type, minor }) => `${type}.${minor}`)).toEqual(versions.map(({ type, minor }) => `${type}.${minor}`));
    const again = await registerSchemas({ url, timeoutMs: 30_000 });
    expect(again.schemas).toEqual(first.schemas.map((schema) => ({ ...schema, isNew: false })));
    expect(again.compatibilitySet).toEqual([]);
    expect(new Set(again.schemas.map(({ id }) => id)).size).toBe(versions.length);
  });

  it('gives each type the id of the version that this build writes, and the schema of an id as the codec\'s own object', async () => {
    const { schemas } = await registerSchemas({ url, timeoutMs: 30_000 });
    for (const { type } of publishedVersions()) {
      const { minor, schema } = writtenVersion(type);
      const id = await registry.idOf(type);
      expect(schemas).toContainEqual(expect.objectContaining({ type, minor, id }));
      expect(await registry.schemaOf(id)).toBe(schema);
    }
  });

  it('is set to FULL_TRANSITIVE for each subject, and refuses what breaks it, whoever registers', async () => {
    const [version] = elsewhere([currentVersion('action.applied.v1')]) as [SchemaVersion];
    expect((await registerSchemas({ url, timeoutMs: 30_000 }, [version])).compatibilitySet).toEqual([subjectOf(version)]);
    const { fields } = version.schema as { fields: { name: string; type: unknown }[] };
    const level = await http.call<{ compatibilityLevel: string }>('GET', `/config/${subjectOf(version)}`);
    expect(level.compatibilityLevel).toBe('FULL_TRANSITIVE');
    const without = { ...version.schema, fields: fields.slice(1) };
    const more = { ...version.schema, fields: [...fields, { name: 'more', type: 'string' }] };
    for (const schema of [without, more]) await expect(http.call('POST', `/subjects/${subjectOf(version)}/versions`, { schema: JSON.stringify(schema) })).rejects.toMatchObject({ code: 'REGISTRY.REFUSED', status: 409 });
  });

  it('the deploy step tells all that it refuses in its words, and registers nothing', async () => {
    const good = elsewhere([currentVersion('action.applied.v1'), currentVersion('action.drafted.v1'), currentVersion('action.reviewed.v1')]) as [SchemaVersion, SchemaVersion, SchemaVersion];
    await registerSchemas({ url, timeoutMs: 30_000 }, good.slice(0, 2));
    const bad = good.slice(0, 2).map((version) => ({ ...version, minor: 1, schema: { ...version.schema, fields: [{ name: 'other', type: 'int' }] } }));
    const error = await registerSchemas({ url, timeoutMs: 30_000 }, [...good, ...bad]).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'SCHEMA.INCOMPATIBLE', details: { refused: [expect.stringMatching(/action\.applied\.v1\.1.*other at \/fields\/0/), expect.stringContaining('action.drafted.v1.1')] } });
    expect(await registry.find(good[2])).toBeUndefined();
  });

  it('takes a new minor with a nullable field, and reads what was written with it', async () => {
    const [old] = elsewhere([currentVersion('action.applied.v1')]) as [SchemaVersion];
    const { fields } = old.schema as { fields: object[] };
    const newer = { ...old, minor: 1, schema: { ...old.schema, fields: [...fields, { name: 'shelf', type: ['null', 'string'], default: null }] } };
    const { schemas } = await registerSchemas({ url, timeoutMs: 30_000 }, [old, newer]);
    expect(await registry.schemaOf(schemas[1]?.id ?? 0)).toEqual(newer.schema);
  });

  it('a service starts when all that it publishes is there, and otherwise says which and what to run', async () => {
    await registerSchemas({ url, timeoutMs: 30_000 });
    await expect(requireSchemas(registry, emittedBy(['human-review', 'crm-sync']))).resolves.toBeUndefined();
    const front = await startHttpFront(new URL(url).origin);
    front.misbehave({ when: ({ path }) => /subjects\/callmesh\.crm\./.test(path), fault: { kind: 'status', status: 404, body: '{"error_code":40403,"message":"Schema not found"}' } });
    const poorer = createConfluentRegistry({ url: url.replace(new URL(url).origin, front.url) });
    const error = await requireSchemas(poorer, emittedBy(['human-review', 'crm-sync'])).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SchemaNotRegistered);
    expect((error as SchemaNotRegistered).versions.map(({ type }) => type).sort()).toEqual(emittedBy(['crm-sync']).sort());
    expect(String(error)).toMatch(/crm\.record-updated\.v1\.0 \(subject callmesh\.crm\.v1\.CrmRecordUpdated\).*`callmesh schemas register`/s);
    await poorer.close();
    await front.close();
  });

  it('says which id it does not know', async () => {
    await expect(registry.schemaOf(987_654)).rejects.toThrow(UnknownSchema);
  });

  it('finds no GUIDs, and says that', async () => {
    await expect(registry.schemaOfGuid(randomUUID())).rejects.toMatchObject({ code: 'SCHEMA.GUID_NOT_RESOLVABLE', message: expect.stringContaining('no route') });
  });
});
