import { randomUUID } from 'node:crypto';
import { bundledRegistry, encodeEvent, frame, toHeaders, topicOf, type EventType } from '@callmesh/contracts';
import { Kafka, logLevel } from 'kafkajs';

/** A message that nobody can process, by the reason that a service has to find. */
export interface Poison {
  readonly code: string;
  readonly key: string;
}

/** Sends one of each kind, as a producer that is no part of callmesh: wrong magic byte, unknown schema id, bytes that are no Avro, and a good event whose handler throws. */
export async function sendPoison(brokers: string): Promise<Poison[]> {
  const kafka = new Kafka({ clientId: 'poisoner', brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { retries: 10 } });
  const producer = kafka.producer();
  await producer.connect();
  const sent: Poison[] = [];
  const send = async (code: string, type: EventType, value: (key: string) => Buffer): Promise<void> => {
    const key = randomUUID();
    const id = randomUUID();
    const metadata = { id, source: '/callmesh/outside', time: '2025-03-03T10:00:00.000Z', conversationId: key, causationId: null, tenantId: 'local', factId: id, traceparent: null };
    await producer.send({ topic: topicOf(type), acks: -1, messages: [{ key, value: value(key), headers: toHeaders({ type, metadata }) }] });
    sent.push({ code, key });
  };
  const analysed = await bundledRegistry().idOf('call.analysed.v1');
  await send('MESSAGE.NOT_FRAMED', 'call.analysed.v1', () => Buffer.from([7, 0, 0, 0, 1, 2, 3]));
  await send('SCHEMA.UNKNOWN', 'call.analysed.v1', () => frame(9_999_999, Buffer.from([2, 4])));
  await send('MESSAGE.NOT_DECODABLE', 'call.analysed.v1', () => frame(analysed, Buffer.from([255, 255, 255])));
  const updated = await bundledRegistry().idOf('crm.record-updated.v1');
  await send('ACTION', 'crm.record-updated.v1', (conversationId) => {
    const data = { actionId: randomUUID(), conversationId, kind: 'open-case', destination: 'HubSpot', object: 'tickets', objectId: '1', operation: 'created', changes: [], factId: randomUUID() };
    return frame(updated, encodeEvent('crm.record-updated.v1', data).body);
  });
  await producer.disconnect();
  return sent;
}
