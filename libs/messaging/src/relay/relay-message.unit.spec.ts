import { bundledRegistry, currentVersion, decodeWith, encodeEvent, fromHeaders, mapPersonal, unframe, type AnyDomainEvent, type CallbackRequestedV1, type CustomerComplaintLoggedV1, type EventType } from '@callmesh/contracts';
import type { FeedRow } from '@callmesh/event-sourcing';
import { createTestCipher, type TestCipher } from '@callmesh/testing';
import type { BusMessage } from '../bus.port.js';
import { messagesOf } from './relay-message.js';

const conversationId = 'c1';
const tenantId = 'acme';
const id = '0b6c1a52-1f0e-5c7e-9a55-6b2f6c1d7e01';
const common = {
  conversationId,
  call: { platform: 'upload', platformCallId: 'p', startedAt: 0, timeZone: 'Europe/Vienna', direction: 'inbound', agentId: 'a', durationMs: null, customer: null, consent: 'granted', assumed: [] },
  analysisVersion: 1,
  engine: 'local-rules',
  engineVersion: '1',
  confidence: 0.9,
  entities: [],
  evidence: [{ utteranceIds: ['u1'], startMs: 0, endMs: 1, quote: 'call me tomorrow', speaker: 'customer' }],
};
const callback: CallbackRequestedV1 = { ...common, requestedBy: 'customer', dueAt: 1_767_366_000_000, duePhrase: 'tomorrow' };
const complaint: CustomerComplaintLoggedV1 = { ...common, topic: 'delivery', severity: 'low', orderId: 'A-1042' };

describe('what the relay publishes of a stored event', () => {
  let cipher: TestCipher;

  /** As append stores it: personal fields sealed. `schemaSha256` for a row that another build wrote. */
  async function rowOf({ type, data }: AnyDomainEvent, schemaSha256?: string): Promise<FeedRow> {
    await cipher.prepare(tenantId, [conversationId]);
    const sealed = mapPersonal(type, data, (text) => cipher.seal(tenantId, conversationId, text));
    const metadata = { id, source: '/callmesh/extraction', time: '2026-01-01T10:00:00.000Z', conversationId, causationId: null, tenantId, factId: id, traceparent: null };
    return { type, ...encodeEvent(type, sealed, schemaSha256), streamId: 's', version: 1, metadata };
  }
  async function read(message: BusMessage | undefined): Promise<unknown> {
    const { schemaId, body } = unframe(message?.value ?? Buffer.alloc(0));
    return decodeWith(await bundledRegistry().schemaOf(schemaId), message?.headers.ce_type as EventType, body);
  }
  const publish = async (...rows: FeedRow[]): Promise<BusMessage[]> => messagesOf(rows, bundledRegistry(), cipher);

  beforeEach(() => {
    cipher = createTestCipher();
  });

  it('tells a fact in each of its majors, the newest first, opened', async () => {
    const messages = await publish(await rowOf({ type: 'callback.requested.v1', data: callback }));
    expect(messages.map(({ topic, key, headers }) => [topic, key, headers.ce_type, headers.ce_factid])).toEqual([
      ['insights', conversationId, 'callback.requested.v2', id],
      ['insights', conversationId, 'callback.requested.v1', id],
    ]);
    expect(new Set(messages.map(({ headers }) => fromHeaders(headers).metadata.id)).size).toBe(2);
    expect(await read(messages[0])).toMatchObject({ origin: 'asked', due: { at: callback.dueAt, phrase: 'tomorrow', timeZone: 'Europe/Vienna' } });
    expect(await read(messages[1])).toEqual(callback);
  });

  it('says [ERASED] in every major where the key is gone', async () => {
    const row = await rowOf({ type: 'callback.requested.v1', data: callback });
    cipher.erase(tenantId, conversationId);
    const [newer, older] = await publish(row);
    expect(await read(newer)).toMatchObject({ due: { phrase: '[ERASED]' }, evidence: [{ quote: '[ERASED]' }] });
    expect(await read(older)).toMatchObject({ duePhrase: '[ERASED]' });
  });

  it('keeps what a newer build stored before it was rolled back, in the minor in which it said it', async () => {
    const [message] = await publish(await rowOf({ type: 'customer.complaint-logged.v1', data: complaint }, currentVersion('customer.complaint-logged.v1').sha256));
    expect(await read(message)).toEqual(complaint);
    expect(message?.headers.ce_dataschema).toBe('urn:callmesh:schema:customer.complaint-logged.v1.1');
  });
});
