import { currentVersion, writtenVersion } from '@callmesh/contracts';
import { startHttpFront, type HttpFault } from '@callmesh/testing/faults';
import { startStubRegistry, type StubRegistry } from '../testing/stub-registry.js';
import { createConfluentRegistry, type ConfluentRegistry } from './confluent-registry.adapter.js';
import { registerSchemas } from './register-schemas.js';
import { subjectOf } from './subjects.js';

const version = writtenVersion('action.applied.v1');
const guid = '89791762-2336-4186-9674-299b90a802e2';
const text = JSON.stringify(version.schema);
const foreign = { type: 'record', name: 'Foreign', fields: [] };

let stub: StubRegistry;
let registry: ConfluentRegistry;
const at = (url: string, timeoutMs = 10_000): ConfluentRegistry => createConfluentRegistry({ url, timeoutMs });
const codeOf = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => 'no error', (error: unknown) => (error as { code?: string }).code);

beforeEach(async () => {
  stub = await startStubRegistry({
    'GET /schemas/ids/7': { schema: text },
    'GET /schemas/ids/8': { schema: JSON.stringify(foreign) },
    'GET /schemas/ids/9': { schema: 'syntax = "proto3";', schemaType: 'PROTOBUF' },
    'GET /schemas/ids/10': { schema: text, references: [{ name: 'a', subject: 'a', version: 1 }] },
    'GET /schemas/ids/11': { schema: '"string' },
    [`GET /schemas/guids/${guid}`]: { schema: text, guid },
    [`POST /subjects/${subjectOf(version)}`]: { id: 7 },
  });
  registry = at(stub.url);
});
afterEach(async () => {
  await registry.close();
  await stub.close();
});

describe('schemas by id', () => {
  it('are asked for once, however many need them at the same time', async () => {
    const schemas = await Promise.all(Array.from({ length: 20 }, () => registry.schemaOf(8)));
    expect(schemas[0]).toEqual(foreign);
    expect(new Set(schemas).size).toBe(1);
    expect(await registry.schemaOf(8)).toBe(schemas[0]);
    expect(stub.requests).toEqual(['GET /schemas/ids/8']);
  });

  it('of this build are the codec\'s own objects', async () => expect(await registry.schemaOf(7)).toBe(currentVersion('action.applied.v1').schema));

  it.each([[9, 'PROTOBUF'], [10, 'refers to other schemas'], [11, 'no Avro record']])('that cannot be used say why (%i)', async (id, words) => {
    await expect(registry.schemaOf(id)).rejects.toMatchObject({ code: 'REGISTRY.REFUSED', message: expect.stringContaining(words) });
  });

  it('that are unknown are asked for once in 10 s', async () => {
    expect(await codeOf(registry.schemaOf(99))).toBe('SCHEMA.UNKNOWN');
    expect(await codeOf(registry.schemaOf(99))).toBe('SCHEMA.UNKNOWN');
    expect(stub.requests).toEqual(['GET /schemas/ids/99']);
  });

  it('of a wrong address are no unknown schemas', async () => {
    const front = await startHttpFront(stub.url);
    front.misbehave({ fault: { kind: 'status', status: 404, body: 'nothing here' } });
    const wrong = at(front.url);
    await expect(wrong.schemaOf(7)).rejects.toMatchObject({ code: 'REGISTRY.NOT_FOUND', message: expect.stringContaining('SCHEMA_REGISTRY_URL') });
    await expect(wrong.find(version)).rejects.toMatchObject({ code: 'REGISTRY.NOT_FOUND' });
    await wrong.close();
    await front.close();
  });

  it('are found by GUID where the registry has that route', async () => {
    expect(await registry.schemaOfGuid(guid.toUpperCase())).toBe(version.schema);
    expect(await codeOf(registry.schemaOfGuid('00000000-0000-4000-8000-000000000000'))).toBe('SCHEMA.GUID_NOT_RESOLVABLE');
  });
});

it('comes with user and password, from options or address, and never tells them', async () => {
  const expected = `Basic ${Buffer.from('mesh:s3cret').toString('base64')}`;
  const withOptions = createConfluentRegistry({ url: stub.url, username: 'mesh', password: 's3cret' });
  const withUrl = createConfluentRegistry({ url: stub.url.replace('//', '//mesh:s3cret@') });
  for (const one of [withOptions, withUrl]) {
    await one.schemaOf(7);
    expect(stub.authorization()).toBe(expected);
  }
  await stub.close();
  await expect(withUrl.schemaOf(8)).rejects.toThrow(expect.not.objectContaining({ message: expect.stringContaining('s3cret') }) as Error);
  await Promise.all([withOptions.close(), withUrl.close()]);
});

describe('a registry in trouble', () => {
  it.each<[string, HttpFault, string, boolean]>([
    ['401', { kind: 'status', status: 401 }, 'REGISTRY.DENIED', false],
    ['403', { kind: 'status', status: 403 }, 'REGISTRY.DENIED', false],
    ['409', { kind: 'status', status: 409, body: '{"error_code":409,"message":"incompatible"}' }, 'REGISTRY.REFUSED', false],
    ['429', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }, 'REGISTRY.UNAVAILABLE', true],
    ['500', { kind: 'status', status: 500 }, 'REGISTRY.UNAVAILABLE', true],
    ['a page in place of JSON', { kind: 'status', status: 200, body: '<html>' }, 'REGISTRY.REFUSED', false],
    ['a redirect', { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'REGISTRY.REFUSED', false],
    ['no answer', { kind: 'never' }, 'REGISTRY.UNAVAILABLE', true],
    ['a cut connection', { kind: 'cut-before' }, 'REGISTRY.UNAVAILABLE', true],
    ['half an answer', { kind: 'truncate' }, 'REGISTRY.UNAVAILABLE', true],
  ])('answers with %s: a clear error, and the next time it is asked again', async (_what, fault, code, transient) => {
    const front = await startHttpFront(stub.url);
    const troubled = at(front.url, fault.kind === 'never' ? 1_500 : undefined);
    expect(await troubled.schemaOf(7)).toBe(version.schema);
    front.misbehave({ fault, times: 1 });
    const error = await troubled.schemaOf(8).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code });
    expect((error as { transient?: boolean }).transient === true).toBe(transient);
    expect(await troubled.schemaOf(7)).toBe(version.schema);
    if (fault.kind !== 'status' || fault.status !== 429) expect(await troubled.schemaOf(8)).toEqual(foreign);
    await troubled.close();
    await front.close();
  });

  it('is left alone after four failures, while what is known goes on', async () => {
    await registry.schemaOf(7);
    const id = await registry.idOf('action.applied.v1');
    await stub.close();
    for (let failure = 1; failure <= 4; failure += 1) await expect(registry.schemaOf(8)).rejects.toMatchObject({ code: 'REGISTRY.UNAVAILABLE', transient: true });
    await expect(registry.schemaOf(8)).rejects.toMatchObject({ code: 'REGISTRY.UNAVAILABLE', transient: false });
    expect(await registry.schemaOf(7)).toBe(version.schema);
    expect(await registry.idOf('action.applied.v1')).toBe(id);
  });

  it('that is starting is waited for by the deploy step', async () => {
    const path = `/subjects/${subjectOf(version)}`;
    const whole = await startStubRegistry({ [`POST ${path}`]: { id: 3 }, [`GET /config/${subjectOf(version)}`]: { compatibilityLevel: 'FULL_TRANSITIVE' } });
    const front = await startHttpFront(whole.url);
    front.misbehave({ fault: { kind: 'status', status: 503 }, times: 1 });
    const { schemas } = await registerSchemas({ url: front.url }, [version]);
    expect(schemas).toEqual([{ type: version.type, minor: version.minor, subject: subjectOf(version), id: 3, isNew: false }]);
    await front.close();
    await whole.close();
  });
});
