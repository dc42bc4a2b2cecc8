import type { CustomerComplaintLoggedV1 } from './generated/events.js';
import type { Fixture } from './testing/fixtures.js';

const complaint = 'customer.complaint-logged.v1';

interface Mocking {
  readonly jest: { unstable_mockModule(module: string, factory: () => object): void };
}

// The lock as it stood in the release that brought this minor: read, and not written yet.
const generated = await import('./generated/schemas.js');
(import.meta as unknown as Mocking).jest.unstable_mockModule('./generated/schemas.js', () => ({
  ...generated,
  schemaVersions: generated.schemaVersions.map((version) => (version.type === complaint && version.minor === 1 ? { ...version, readOnly: true } : version)),
}));
const { dataSchemaUri } = await import('./cloud-events.js');
const { decodeEvent, encodeEvent } = await import('./codec.js');
const { bundledRegistry } = await import('./registry.js');
const { currentVersion, writtenVersion } = await import('./schema-versions.js');
const { fixtures } = await import('./testing/fixtures.js');

describe('a minor that is read, not written yet', () => {
  const [older, newer] = fixtures.filter((fixture) => fixture.type === complaint);
  const sha256 = currentVersion(complaint).sha256;
  const dataOf = (fixture: Fixture | undefined) => fixture?.data as CustomerComplaintLoggedV1;

  it('is read, and the older one with its default', () => {
    expect(decodeEvent(complaint, newer?.bytes as Buffer, sha256)).toMatchObject({ orderId: 'A-1042' });
    expect(decodeEvent(complaint, older?.bytes as Buffer, writtenVersion(complaint).sha256)).toEqual({ ...dataOf(older), orderId: null });
  });

  it('is not written: its default goes out in the minor before, byte for byte; more is refused with its field', () => {
    expect(writtenVersion(complaint).minor).toBe(currentVersion(complaint).minor - 1);
    expect(encodeEvent(complaint, { ...dataOf(older), orderId: null })).toEqual({ body: older?.bytes, schemaSha256: writtenVersion(complaint).sha256 });
    expect(() => encodeEvent(complaint, dataOf(newer))).toThrow(expect.objectContaining({ path: 'orderId', problem: expect.stringMatching(/not written yet/) as string }));
  });

  it('is kept where a newer build stored it before it was rolled back, under its own id and schema name', async () => {
    expect(encodeEvent(complaint, dataOf(newer), sha256)).toEqual({ body: newer?.bytes, schemaSha256: sha256 });
    const registry = bundledRegistry();
    expect(await registry.idOf(complaint, sha256)).toBe(currentVersion(complaint).id);
    expect(await registry.idOf(complaint)).toBe(writtenVersion(complaint).id);
    expect([dataSchemaUri(complaint, sha256), dataSchemaUri(complaint)]).toEqual(['urn:callmesh:schema:customer.complaint-logged.v1.1', 'urn:callmesh:schema:customer.complaint-logged.v1.0']);
  });
});
