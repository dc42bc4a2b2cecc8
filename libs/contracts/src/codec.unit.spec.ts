import fc from 'fast-check';
import { decodeEvent, decodeWith, encodeEvent } from './codec.js';
import { NotDecodable, NotEncodable } from './contract.errors.js';
import type { OrderCancellationRequestedV1 } from './generated/events.js';
import { currentVersion } from './schema-versions.js';
import { payload } from './testing/fixtures.js';

const type = 'order.cancellation-requested.v1';
type Loose = { -readonly [K in keyof OrderCancellationRequestedV1]: unknown } & Record<string, unknown>;
type Field = { name: string; type: unknown; default?: unknown };
const seed = Number(process.env.SEED);

/** What encoding says after the payload was spoilt. */
function refusal(spoil: (data: Loose) => void): NotEncodable {
  const data = payload(type) as unknown as Loose;
  spoil(data);
  try {
    encodeEvent(type, data as unknown as OrderCancellationRequestedV1);
  } catch (error) {
    if (error instanceof NotEncodable) return error;
    throw error;
  }
  throw new Error('it was encoded');
}

const deep = (data: Loose, ...path: (string | number)[]): Record<string, unknown> => path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], data) as Record<string, unknown>;

describe('encodeEvent', () => {
  it.each<[string, (data: Loose) => void, string, RegExp]>([
    ['a missing field', (d) => delete deep(d, 'call').platform, 'call.platform', /is missing \(string\)/],
    ['a field of another type', (d) => (deep(d, 'evidence', 0).startMs = 'soon'), 'evidence[0].startMs', /is a string, but must be long/],
    ['a fraction for a whole number', (d) => (d.analysisVersion = 1.5), 'analysisVersion', /must be int/],
    ['an int beyond 32 bits', (d) => (d.analysisVersion = 2 ** 40), 'analysisVersion', /must be int/],
    ['a long that a number cannot hold', (d) => (deep(d, 'call').startedAt = 2 ** 53 + 2), 'call.startedAt', /beyond 2\^53/],
    ['null where the schema has none', (d) => (d.conversationId = null), 'conversationId', /is null, but must be string/],
    ['an undeclared field', (d) => (d.mood = 'good'), 'mood', /is not in its schema/],
    ['an undeclared field deep down', (d) => (deep(d, 'call', 'customer').number = '1'), 'call.customer.number', /is not in its schema/],
    ['a list for a record', (d) => (d.call = []), 'call.platform', /is missing/],
  ])('refuses %s and names its path', (_what, spoil, path, problem) => {
    const error = refusal(spoil);
    expect(error.code).toBe('EVENT.NOT_ENCODABLE');
    expect(error.path).toBe(path);
    expect(error.message).toContain(type);
    expect(error.message).toMatch(problem);
  });

  it('never puts a value into its message', () => {
    for (const path of [['conversationId'], ['call', 'platform'], ['evidence', 0, 'quote'], ['call', 'customer', 'reference']] as const) {
      const error = refusal((data) => {
        const key = path.at(-1) as string;
        deep(data, ...path.slice(0, -1))[key] = { secret: 'Jane Doe 555-0199' };
      });
      expect(error.message).not.toMatch(/Jane|555/);
    }
  });

  it('fills defaults for what may be left out', () => {
    const { reason: _reason, ...rest } = payload(type);
    const { body } = encodeEvent(type, rest as OrderCancellationRequestedV1);
    expect(decodeEvent(type, body).reason).toBeNull();
  });

  it(`gives back every payload as it was (seed ${seed})`, () => {
    const text = fc.string({ unit: 'grapheme' });
    const nullable = fc.option(text, { nil: null });
    // avsc takes longs below 2^53 - 1; as milliseconds that is the year 287,396.
    const MOST_MS = Number.MAX_SAFE_INTEGER - 1;
    fc.assert(
      fc.property(nullable, nullable, text, fc.integer({ min: 0, max: MOST_MS }), fc.double({ noNaN: true }), (orderId, reason, quote, startMs, confidence) => {
        const data = { ...payload(type), orderId, reason, confidence, evidence: [{ utteranceIds: [quote], startMs, endMs: startMs, quote, speaker: 'customer' }] };
        expect(decodeEvent(type, encodeEvent(type, data).body)).toEqual(data);
      }),
      { seed },
    );
  });
});

describe('decodeEvent', () => {
  const { body, schemaSha256 } = encodeEvent(type, payload(type));

  it.each<[string, () => unknown, RegExp]>([
    ['cut bytes', () => decodeEvent(type, body.subarray(0, -1)), /not whole \(truncated/],
    ['bytes too many', () => decodeEvent(type, Buffer.concat([body, Buffer.alloc(1)])), /not whole \(trailing/],
    ['a schema of a later build', () => decodeEvent(type, body, 'f'.repeat(64)), /newer one wrote it/],
    ['another record\'s schema', () => decodeWith(currentVersion('action.applied.v1').schema, type, body), /does not fit/],
  ])('refuses %s as EVENT.NOT_DECODABLE', (_what, decode, words) => {
    expect(decode).toThrow(NotDecodable);
    expect(decode).toThrow(words);
  });

  it('refuses a long that a number cannot hold', () => {
    const { schema } = currentVersion('call.refused-no-consent.v1');
    const beyond = Buffer.concat([...['c', 'k', 'p'].map((s) => Buffer.from([2, s.charCodeAt(0)])), Buffer.from([0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01])]);
    expect(() => decodeWith(schema, 'call.refused-no-consent.v1', beyond)).toThrow('beyond 2^53');
  });

  it('takes the hash that encoding gave', () => expect(decodeEvent(type, body, schemaSha256)).toEqual(payload(type)));
});

describe('decodeWith: minors of one major', () => {
  const ours = currentVersion(type).schema as { fields: Field[] };
  const avroOf = async (schema: object, data: object): Promise<Buffer> => (await import('./avro-types.js')).avroType(schema).toBuffer(data);

  it('an older minor, which lacks a nullable field, reads with its default', async () => {
    const older = { ...ours, fields: ours.fields.filter(({ name }) => name !== 'reason') };
    const { reason: _reason, ...rest } = payload(type);
    expect(decodeWith(older, type, await avroOf(older, rest))).toEqual({ ...rest, reason: null });
  });

  it('a newer minor, which has a field more, reads without it', async () => {
    const newer = { ...ours, fields: [...ours.fields, { name: 'channel', type: ['null', 'string'], default: null }] };
    expect(decodeWith(newer, type, await avroOf(newer, { ...payload(type), channel: 'web' }))).toEqual(payload(type));
  });
});
