import fc from 'fast-check';
import { testServerUrl } from '@callmesh/testing';
import pg from 'pg';
import { arrayLiteral, bytesLiteral, literal } from './sql-literals.js';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const nasty = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(`'; drop table x; --`, '\\', '{"a",null}', 'null', '', '""', `E'\\''`)).map((text) => Buffer.from(text.replaceAll('\0', '')).toString());

let client: pg.Client;
beforeAll(async () => {
  process.stdout.write(`sql literals: SEED=${seed}\n`);
  client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
});
afterAll(() => client.end());

const read = async <T>(sql: string): Promise<T> => (await client.query<{ value: T }>(`select ${sql} as value`)).rows[0]?.value as T;

describe('literals', () => {
  it('come back from Postgres as they went', async () => {
    const property = fc.asyncProperty(fc.array(fc.option(nasty), { maxLength: 4 }), nasty, fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 3 }), async (texts, text, bytes) => {
      expect(await read(`${literal(text)}::text`)).toBe(text);
      expect(await read(`${arrayLiteral(texts)}::text[]`)).toEqual(texts);
      const blocks = bytes.map((value) => Buffer.from(value));
      expect(await read<Buffer>(bytesLiteral(blocks))).toEqual(Buffer.concat(blocks));
    });
    await fc.assert(property, { seed, numRuns: 300 });
  });

  it('refuse a NUL, which would end the statement', () => {
    expect(() => literal(`a\0b`)).toThrow(expect.objectContaining({ code: 'TEXT.HAS_NUL' }) as Error);
    expect(() => arrayLiteral([`a\0b`])).toThrow(expect.objectContaining({ code: 'TEXT.HAS_NUL' }) as Error);
  });
});
