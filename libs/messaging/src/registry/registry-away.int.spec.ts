import { encodeEvent, frame, writtenVersion } from '@callmesh/contracts';
import type { BusMessage } from '../bus.port.js';
import type { CallmeshServer } from '../consumer/callmesh-server.js';
import { listParked, showParked } from '../parking/parked-messages.js';
import { applied, consumerHarness, until, type ConsumerHarness } from '../testing/consumer-harness.js';
import { resetReactors, ReviewWhenApplied } from '../testing/effect-reactors.js';
import { startStubRegistry, type StubRegistry } from '../testing/stub-registry.js';
import { createConfluentRegistry, type ConfluentRegistry } from './confluent-registry.adapter.js';

const text = JSON.stringify(writtenVersion('action.applied.v1').schema);
const guid = '89791762-2336-4186-9674-299b90a802e2';
const answers = { 'GET /schemas/ids/701': { schema: text }, 'GET /schemas/ids/702': { schema: text }, [`GET /schemas/guids/${guid}`]: { schema: text } };
const body = (note: string): Buffer => encodeEvent('action.applied.v1', { actionId: 'a', conversationId: 'c', kind: 'call-note', destination: 'hubspot', object: 'note', objectId: note }).body;

/** An event whose schema is found under another id than that of the bundled registry. */
const withId = (id: number, key: string, note: string): BusMessage => ({ ...applied({ key, note }), value: frame(id, body(note)) });

/** An event whose value is the bare body, and whose header names the schema. */
function withHeader(schemaId: Buffer, key: string, note: string): BusMessage {
  const message = { ...applied({ key, note }), value: body(note) };
  const headers = [...Object.entries(message.headers).map(([name, value]) => [name, Buffer.from(value)] as const), ['__value_schema_id', schemaId] as const];
  return { ...message, raw: { key: Buffer.from(key), value: message.value, headers } };
}
const guidHeader = (value: string): Buffer => Buffer.concat([Buffer.from([1]), Buffer.from(value.replaceAll('-', ''), 'hex')]);

describe('a consumer and its schema registry', () => {
  let harness: ConsumerHarness;
  let stub: StubRegistry;
  let registry: ConfluentRegistry;
  let server: CallmeshServer | undefined;
  const notes = async (): Promise<string[]> => (await harness.effects()).map(({ note }) => note);
  const parked = async (): Promise<string[]> => (await listParked(harness.service.db)).map(({ key, code, state }) => `${key} ${state} ${code}`);
  const publish = async (...messages: BusMessage[]): Promise<void> => {
    await harness.bus.publish(messages);
    await until(async () => (await harness.bus.lag('human-review', ['actions'])).actions === 0);
  };

  const start = async (): Promise<void> => {
    registry = createConfluentRegistry({ url: stub.url, timeoutMs: 1_000 });
    [server] = await harness.start([ReviewWhenApplied], [{ service: 'human-review', registry, retryPolicy: { attempts: 6, baseMs: 5, maxMs: 20 } }]);
  };
  /** The registry is back, and a consumer that has not asked it before: what was missing is believed to be missing for 10 s. */
  const restart = async (more: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    await harness.stopConsumers();
    await registry.close();
    await stub.close();
    stub = await startStubRegistry({ ...answers, ...more });
    await start();
  };

  beforeEach(async () => {
    resetReactors();
    harness = await consumerHarness();
    stub = await startStubRegistry(answers);
    await start();
  });
  afterEach(async () => {
    await harness.close();
    await registry.close();
    await stub.close();
  });

  it('that is away: known ids flow, an unknown one is tried again and then parked alone, and goes on by re-drive', async () => {
    await publish(withId(701, 'a', 'a1'));
    await stub.close();
    await publish(withId(702, 'b', 'b1'), withId(701, 'a', 'a2'), withId(702, 'c', 'c1'), withId(701, 'b', 'b2'), withId(701, 'a', 'a3'));
    expect(await notes()).toEqual(['a1', 'a2', 'a3']);
    expect((await parked()).sort()).toEqual(['b failed REGISTRY.UNAVAILABLE', 'b waiting PARKED.BEHIND', 'c failed REGISTRY.UNAVAILABLE']);
    expect(Math.max(...(await listParked(harness.service.db)).map(({ attempts }) => attempts))).toBeGreaterThan(1);
    await restart();
    expect([await server?.redriveKey('actions', 'b'), await server?.redriveKey('actions', 'c')]).toEqual([{ drained: 2, stoppedAt: null }, { drained: 1, stoppedAt: null }]);
    expect(await notes()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'c1']);
  });

  it('an id that it does not know is parked with that reason, and after it was registered goes on by re-drive', async () => {
    await publish(withId(703, 'a', 'late'), withId(701, 'b', 'b1'));
    expect(await notes()).toEqual(['b1']);
    expect(await parked()).toEqual(['a failed SCHEMA.UNKNOWN']);
    await restart({ 'GET /schemas/ids/703': { schema: text } });
    const [{ id } = { id: '' }] = await listParked(harness.service.db);
    expect(await showParked(harness.service.db, registry, id)).toMatchObject({ data: { objectId: 'late' } });
    expect(await server?.redriveKey('actions', 'a')).toEqual({ drained: 1, stoppedAt: null });
    expect(await notes()).toEqual(['b1', 'late']);
  });

  it('a schema named by GUID in a header is found, or parked with the reason', async () => {
    await publish(withHeader(guidHeader(guid), 'a', 'by GUID'), withHeader(Buffer.from([0, 0, 0, 2, 189]), 'b', 'by id'), withHeader(guidHeader('0'.repeat(32)), 'c', 'unknown'), withHeader(Buffer.from([7]), 'd', 'odd'));
    expect((await notes()).sort()).toEqual(['by GUID', 'by id']);
    expect((await parked()).sort()).toEqual(['c failed SCHEMA.GUID_NOT_RESOLVABLE', 'd failed MESSAGE.NOT_FRAMED']);
    const [{ id } = { id: '' }] = await listParked(harness.service.db, { key: 'c' });
    const knowing = await startStubRegistry({ ['GET /schemas/guids/00000000-0000-0000-0000-000000000000']: { schema: text } });
    const operators = createConfluentRegistry({ url: knowing.url });
    expect(await showParked(harness.service.db, operators, id)).toMatchObject({ data: { objectId: 'unknown' }, undecodable: null });
    await operators.close();
    await knowing.close();
  });
});
