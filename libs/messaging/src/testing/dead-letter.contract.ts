import { randomUUID } from 'node:crypto';
import { bundledRegistry } from '@callmesh/contracts';
import type { Bus, BusMessage, RawMessage, ReceivedMessage } from '../bus.port.js';
import { listParked, showParked } from '../parking/parked-messages.js';
import { rawOf, textForm } from '../raw-message.js';
import { applied, consumerHarness, until, type ConsumerHarness } from './consumer-harness.js';
import { resetReactors, ReviewWhenApplied } from './effect-reactors.js';

const good = (key: string): BusMessage => applied({ key, note: key });

/** A message with exactly these bytes in place of a good one's. */
function spoilt(key: string, change: Partial<RawMessage>): BusMessage {
  const { topic, ...message } = good(key);
  return { topic, ...textForm({ ...rawOf(message), ...change }) };
}

const headers = (key: string): RawMessage['headers'] => rawOf(good(key)).headers;

/** Every way in which a message can be unreadable, by the code it parks under. */
const poison: Readonly<Record<string, readonly [code: string, message: BusMessage]>> = {
  'bad magic': ['MESSAGE.NOT_FRAMED', spoilt('magic', { value: Buffer.from([1, 0, 0, 0, 1, 2, 3]) })],
  'no value at all': ['MESSAGE.NOT_FRAMED', spoilt('tombstone', { value: null })],
  'an unknown schema id': ['SCHEMA.UNKNOWN', spoilt('id', { value: Buffer.concat([Buffer.from([0, 0x7f, 0xff, 0xff, 0xff]), Buffer.from('x')]) })],
  'bad Avro': ['EVENT.NOT_DECODABLE', spoilt('avro', { value: Buffer.concat([good('avro').value.subarray(0, 5), Buffer.from([0xff, 0xff, 0xff, 0xff])]) })],
  'no CloudEvents headers': ['ENVELOPE.MALFORMED', spoilt('bare', { headers: [['x-source', Buffer.from('a broken client')]] })],
  'headers that are no text, and a key that is none': ['ENVELOPE.MALFORMED', spoilt('x', { key: Buffer.from([0xff, 0x00, 0xfe]), headers: [...headers('x').filter(([name]) => name !== 'ce_time'), ['ce_time', Buffer.from([0xc3, 0x28])], ['twice', Buffer.from('1')], ['twice', Buffer.from([0])]] })],
};

/** What must hold for messages that cannot be read, on every broker: nothing blocks, and the copy is byte for byte. */
export function deadLetterContract(connect: () => Promise<Bus | undefined>): void {
  let harness: ConsumerHarness;
  beforeEach(async () => {
    resetReactors();
    harness = await consumerHarness(await connect());
  }, 120_000);
  afterEach(() => harness?.close());

  it('parks each unreadable message, copies its exact bytes and headers with the reason, and the others flow', async () => {
    await harness.start([ReviewWhenApplied], [{ service: 'human-review' }]);
    const run = randomUUID();
    const wanted = Object.values(poison).map(([code, message]) => [code, marked(message, run)] as const);
    await harness.bus.publish([...wanted.map(([, message]) => message), good('fine')]);
    await until(async () => (await harness.effects()).length === 1);
    await until(async () => (await listParked(harness.service.db)).length === wanted.length);
    expect((await listParked(harness.service.db)).map(({ code }) => code).sort()).toEqual(wanted.map(([code]) => code).sort());

    const copies: ReceivedMessage[] = [];
    await harness.bus.consume({ group: `tool-${run}`, topics: ['actions.dlq'], onBatch: async ({ messages }) => void copies.push(...(await Promise.resolve(messages)).filter((m) => m.headers.run === run)) });
    await until(() => copies.length === wanted.length);
    for (const [code, message] of wanted) {
      const original = rawOf(message);
      const copy = copies.map((found) => ({ found, raw: rawOf(found) })).find(({ raw }) => same(raw.key, original.key));
      expect(copy?.raw.value).toEqual(original.value);
      expect(sorted(copy?.raw.headers.filter(([name]) => !name.startsWith('callmesh_')))).toEqual(sorted(original.headers));
      expect(copy?.found.headers).toMatchObject({ callmesh_group: 'human-review', callmesh_code: code, callmesh_attempts: '1', callmesh_origin: expect.stringMatching(/^actions\/\d+\/[\d.]+$/) as string });
    }
  });

  it('shows why it cannot be read, with its bytes', async () => {
    await harness.start([ReviewWhenApplied], [{ service: 'human-review' }]);
    const [, message] = poison['headers that are no text, and a key that is none'] ?? [];
    if (message) await harness.bus.publish([message]);
    await until(async () => (await listParked(harness.service.db)).length === 1);
    const [parked] = await listParked(harness.service.db);
    const shown = await showParked(harness.service.db, bundledRegistry(), parked?.id ?? '');
    expect(shown).toMatchObject({ data: null, undecodable: { code: 'ENVELOPE.MALFORMED' }, valueHex: message?.value.toString('hex') });
    expect(shown.headers).toContainEqual({ name: 'ce_time', text: null, hex: 'c328' });
  });
}

/** Told apart from what other runs left on a shared broker. */
function marked({ topic, ...message }: BusMessage, run: string): BusMessage {
  const raw = rawOf(message);
  return { topic, ...textForm({ ...raw, headers: [...raw.headers, ['run', Buffer.from(run)]] }) };
}

/** Headers of different names have no order between them. */
const sorted = (given: RawMessage['headers'] = []): string[] => given.map(([name, value]) => `${name}: ${value?.toString('hex') ?? 'null'}`).sort();

const same = (a: Buffer | null, b: Buffer | null): boolean => (a === null || b === null ? a === b : a.equals(b));
