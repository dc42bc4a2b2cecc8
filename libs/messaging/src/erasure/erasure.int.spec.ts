import { bundledRegistry, decodeWith, encodeEvent, ERASED, frame, toHeaders, type CallQuarantinedV1, type EventMetadata, type ReceivedEvent } from '@callmesh/contracts';
import { randomUUID } from 'node:crypto';
import type { BusMessage } from '../bus.port.js';
import { On } from '../decorators/on.decorator.js';
import { Reactor } from '../decorators/reactor.decorator.js';
import type { ReactionContext } from '../reactor.js';
import { writtenWith } from '../registry/writer-schema.js';
import { consumerHarness, until, type ConsumerHarness } from '../testing/consumer-harness.js';
import { erasedMessage } from './erased-message.js';
import { markErased, purgeParked } from './forget-messages.js';

const registry = bundledRegistry();

@Reactor('human-review')
class Note {
  @On('conversation.erased.v1')
  erase({ data }: ReceivedEvent<'conversation.erased.v1'>, { tx }: ReactionContext): Promise<void> {
    return markErased(tx, data.conversationId);
  }

  @On('call.quarantined.v1')
  async note(event: ReceivedEvent<'call.quarantined.v1'>, { tx }: ReactionContext): Promise<void> {
    if (event.data.reason === 'poison') throw new Error('cannot be processed');
    await tx.query('insert into effects (tenant_id, reactor, key, note) values ($1, $2, $3, $4)', [tx.tenantId, 'note', event.data.conversationId, event.data.reason]);
  }
}

const metadataOf = (conversationId: string, tenantId: string): EventMetadata => {
  const id = randomUUID();
  return { id, source: '/callmesh/ingestion', time: '2026-11-03T14:05:00.000Z', conversationId, causationId: null, tenantId, factId: id, traceparent: null };
};
const framed = async (type: 'call.quarantined.v1' | 'conversation.erased.v1', data: never, conversationId: string, tenantId: string): Promise<BusMessage> => {
  const encoded = encodeEvent(type, data);
  return { topic: 'calls', key: conversationId, value: frame(await registry.idOf(type, encoded.schemaSha256), encoded.body), headers: toHeaders({ type, metadata: metadataOf(conversationId, tenantId), schemaSha256: encoded.schemaSha256 }) };
};
const said = (conversationId: string, reason: string, tenantId = 'acme'): Promise<BusMessage> => {
  const data: CallQuarantinedV1 = { conversationId, quarantineId: 'q', connection: 'demo', code: 'AUDIO.UNREADABLE', reason, missing: [], fileName: null };
  return framed('call.quarantined.v1', data as never, conversationId, tenantId);
};
const erasure = (conversationId: string): Promise<BusMessage> => framed('conversation.erased.v1', { conversationId, erasureId: 'e', erasedAt: 1, topicsUntil: 2 } as never, conversationId, 'acme');

describe('a service that has heard of an erasure', () => {
  let harness: ConsumerHarness;
  beforeEach(async () => {
    harness = await consumerHarness();
    await harness.start([Note], [{ service: 'human-review' }]);
  });
  afterEach(() => harness.close());

  const notes = async (): Promise<string[]> => (await harness.effects('acme')).map(({ key, note }) => `${key} ${note}`);
  const inbox = async (): Promise<number> => (await harness.service.db.workerQuery('select from inbox')).rowCount ?? 0;

  it('lets no later event of the conversation have an effect, counts it as seen, and hears the others', async () => {
    await harness.bus.publish([await said('gone', 'before'), await erasure('gone')]);
    await until(async () => (await inbox()) === 2);
    await harness.bus.publish([await said('gone', 'late'), await said('stays', 'kept'), await said('gone', 'later still')]);
    await until(async () => (await inbox()) === 5);
    expect(await notes()).toEqual(['gone before', 'stays kept']);
  });

  it('purges what is parked, and its key is free', async () => {
    await harness.bus.publish([await said('gone', 'poison'), await said('gone', 'behind'), await said('stays', 'poison')]);
    await until(async () => (await harness.service.db.workerQuery('select from parked')).rowCount === 3);
    expect(await harness.service.db.transaction('acme', (tx) => purgeParked(tx, 'gone'))).toBe(2);
    expect((await harness.service.db.workerQuery('select key from parked union all select key from parked_keys')).rows).toEqual([{ key: 'stays' }, { key: 'stays' }]);
  });

  it('finds the log rewritten in its place: the words are gone, order and envelope stay, other calls too', async () => {
    const messages = [await said('gone', 'zanzibar one'), await said('stays', 'zanzibar two'), await said('gone', 'zanzibar three'), await said('gone', 'zanzibar four', 'other')];
    await harness.bus.publish(messages);
    await until(async () => (await inbox()) === 4);
    expect(await harness.bus.rewrite?.('acme', ['gone'], (message) => erasedMessage(registry, message))).toBe(2);
    expect(await harness.bus.rewrite?.('acme', ['gone'], () => Promise.resolve(null))).toBe(2);
  });

  it('cannot read a word of it any more', async () => {
    const before = await said('gone', 'zanzibar');
    const after = await erasedMessage(registry, before);
    const { schema, body } = await writtenWith(registry, after ?? before);
    expect(decodeWith(schema, 'call.quarantined.v1', body)).toMatchObject({ conversationId: 'gone', code: 'AUDIO.UNREADABLE', reason: ERASED });
    expect(after?.headers).toEqual(before.headers);
    // What nobody can read may hold anything.
    expect(await erasedMessage(registry, { ...before, value: Buffer.from('no Avro') })).toBeNull();
  });
});
