import fc from 'fast-check';
import { testServerUrl } from '@callmesh/testing';
import pg from 'pg';
import { arrayParameter, literal } from './sql-literals.js';

const seed = Number(process.env.SEED);
const nasty = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(`'; drop table x; --`, '\\', '{"a",null}', 'null', '', '""', `E'\\''`)).map((text) => Buffer.from(text.replaceAll('\0', '')).toString());

let client: pg.Client;
beforeAll(async () => {
  process.stdout.write(`sql literals: SEED=${seed}\n`);
  client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
});
afterAll(() => client.end());

const read = async <T>(sql: string, values: unknown[] = []): Promise<T> => (await client.query<{ value: T }>(`select ${sql} as value`, values)).rows[0]?.value as T;
const itself = <T>(value: T): T => value;

describe('literals', () => {
  it('come back from Postgres as they went', async () => {
    const property = fc.asyncProperty(fc.array(fc.option(nasty), { maxLength: 4 }), nasty, fc.array(fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))), async (texts, text, numbers) => {
      expect(await read(`${literal(text)}::text`)).toBe(text);
      expect(await read('$1::text[]', [arrayParameter(texts, itself)])).toEqual(texts);
      expect(await read('$1::integer[]', [arrayParameter(numbers, itself)])).toEqual(numbers);
    });
    await fc.assert(property, { seed, numRuns: 300 });
  });

  it('refuse a NUL, which would end the statement', () => {
    expect(() => literal(`a\0b`)).toThrow(expect.objectContaining({ code: 'TEXT.HAS_NUL' }) as Error);
    expect(() => arrayParameter([`a\0b`], itself)).toThrow(expect.objectContaining({ code: 'TEXT.HAS_NUL' }) as Error);
  });
});
