import type { Bus, ReceivedMessage } from '../bus.port.js';
import { reasonCode } from '../faults.js';

/** The topic that holds copies of a topic's parked messages, for operators' own tools. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}

/** Copies a parked message with its origin and reason. The table is what re-drive works on; this copy may be missing. */
export async function publishDeadLetter(bus: Bus, group: string, message: ReceivedMessage, error: unknown): Promise<void> {
  const { topic, key, value, headers, partition, position } = message;
  await bus.publish([
    {
      topic: deadLetterTopic(topic),
      key,
      value,
      headers: {
        ...headers,
        callmesh_group: group,
        callmesh_code: reasonCode(error),
        callmesh_origin: `${topic}/${partition}/${position}`,
      },
    },
  ]);
}
