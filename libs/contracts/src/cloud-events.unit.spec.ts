import { Kafka, type CloudEvent } from 'cloudevents';
import { fromHeaders, toHeaders } from './cloud-events.js';
import { MalformedEnvelope } from './contract.errors.js';
import type { EventMetadata } from './event.js';
import { deterministicId } from './ids.js';
import { fixtures } from './testing/fixtures.js';

const metadata: EventMetadata = {
  id: deterministicId('id'),
  source: '/callmesh/extraction',
  time: '2026-01-01T10:45:00.123Z',
  conversationId: deterministicId('conversation'),
  causationId: deterministicId('cause'),
  tenantId: 'acme',
  factId: deterministicId('fact'),
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};
const type = 'order.cancellation-requested.v1';

describe('CloudEvents headers', () => {
  it('are what the architecture says (golden)', () => {
    expect(toHeaders({ type, metadata })).toEqual({
      'content-type': 'application/avro',
      ce_specversion: '1.0',
      ce_id: metadata.id,
      ce_type: type,
      ce_source: '/callmesh/extraction',
      ce_time: '2026-01-01T10:45:00.123Z',
      ce_subject: metadata.conversationId,
      ce_correlationid: metadata.conversationId,
      ce_causationid: metadata.causationId,
      ce_tenantid: 'acme',
      ce_factid: metadata.factId,
      ce_dataschema: 'urn:callmesh:schema:order.cancellation-requested.v1.0',
      traceparent: metadata.traceparent,
    });
  });

  it.each(fixtures.map((fixture) => [fixture.type, fixture.bytes] as const))('of %s are accepted by the CloudEvents SDK', (eventType, value) => {
    const headers = toHeaders({ type: eventType, metadata });
    const message = { key: metadata.conversationId, value, body: value, headers, timestamp: metadata.time };
    expect(Kafka.isEvent(message)).toBe(true);
    const event = Kafka.toEvent(message) as CloudEvent<Buffer>;
    expect(event.validate()).toBe(true);
    expect(event).toMatchObject({
      specversion: '1.0',
      id: metadata.id,
      type: eventType,
      source: metadata.source,
      time: metadata.time,
      subject: metadata.conversationId,
      datacontenttype: 'application/avro',
      dataschema: headers.ce_dataschema,
      tenantid: 'acme',
      factid: metadata.factId,
      correlationid: metadata.conversationId,
      causationid: metadata.causationId,
    });
    expect(event.data).toEqual(value);
  });

  it('come back as they were, from strings and from the buffers of a broker', () => {
    for (const given of [metadata, { ...metadata, causationId: null, traceparent: null }]) {
      const headers = toHeaders({ type, metadata: given });
      expect(fromHeaders(headers)).toEqual({ type, metadata: given });
      expect(fromHeaders(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)])))).toEqual({ type, metadata: given });
    }
  });

  it('of a type this build does not know are read all the same', () => {
    expect(fromHeaders({ ...toHeaders({ type, metadata }), ce_type: 'order.renamed.v9' }).type).toBe('order.renamed.v9');
  });

  it('that are missing or wrong are all named, without their values', () => {
    const { ce_id: _id, ce_tenantid: _tenant, ...rest } = toHeaders({ type, metadata });
    const read = () => fromHeaders({ ...rest, ce_specversion: '0.3', ce_time: 'yesterday, said Jane', 'content-type': 'application/json', ce_subject: 'other' });
    expect(read).toThrow(MalformedEnvelope);
    expect(read).toThrow('CloudEvents headers: ce_id is missing; ce_tenantid is missing; ce_specversion is not 1.0; content-type is not application/avro; ce_time is not a time (RFC 3339); ce_subject and ce_correlationid differ');
  });
});
