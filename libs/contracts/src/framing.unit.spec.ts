import { NotFramed, UnknownSchema } from './contract.errors.js';
import { encodeEvent } from './codec.js';
import { frame, unframe } from './framing.js';
import { bundledRegistry } from './registry.js';
import { schemaVersions } from './generated/schemas.js';
import { payload } from './testing/fixtures.js';

describe('Confluent framing', () => {
  it('is a zero byte, the id big-endian, the body (golden bytes)', () => {
    expect(frame(0x01020304, Buffer.from([0xca, 0xfe])).toString('hex')).toBe('0001020304cafe');
    expect(frame(17, Buffer.alloc(0)).toString('hex')).toBe('0000000011');
  });

  it('comes off again', () => {
    const body = Buffer.from('body');
    expect(unframe(frame(4_294_967_295, body))).toEqual({ schemaId: 4_294_967_295, body });
    expect(unframe(frame(0, Buffer.alloc(0)))).toEqual({ schemaId: 0, body: Buffer.alloc(0) });
  });

  it.each([['nothing', Buffer.alloc(0)], ['four bytes', Buffer.alloc(4)], ['JSON', Buffer.from('{"a":1}')]])('refuses %s', (_what, value) => {
    expect(() => unframe(value)).toThrow(NotFramed);
  });
});

describe('the bundled registry', () => {
  const registry = bundledRegistry();

  it('knows every published version by its id, and gives the same object each time', async () => {
    for (const version of schemaVersions) expect(await registry.schemaOf(version.id)).toBe(version.schema);
    expect(new Set(schemaVersions.map(({ id }) => id)).size).toBe(schemaVersions.length);
  });

  it('gives the id of what encoding writes', async () => {
    const { schemaSha256 } = encodeEvent('action.applied.v1', payload('action.applied.v1'));
    const id = await registry.idOf('action.applied.v1');
    expect(schemaVersions.find((version) => version.id === id)?.sha256).toBe(schemaSha256);
  });

  it('says SCHEMA.UNKNOWN for another id', async () => {
    await expect(registry.schemaOf(999_999)).rejects.toThrow(UnknownSchema);
  });
});
