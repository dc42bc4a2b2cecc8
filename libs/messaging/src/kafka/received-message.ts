import type { KafkaMessage } from 'kafkajs';
import type { ReceivedMessage } from '../bus.port.js';
import { textForm } from '../raw-message.js';
import { fromKafka } from './kafka-headers.js';

/** kafkajs' message as the port shows it. */
export function receivedMessage(topic: string, partition: number, message: KafkaMessage): ReceivedMessage {
  return {
    topic,
    partition,
    position: message.offset,
    ...textForm({ key: message.key, value: message.value, headers: fromKafka(message.headers ?? {}) }),
    timestamp: Number(message.timestamp),
  };
}
