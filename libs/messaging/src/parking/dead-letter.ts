import type { Database } from '@callmesh/event-sourcing';
import type { Bus, BusMessage } from '../bus.port.js';
import { rawFromStored, rawOf, type StoredRaw } from '../raw-message.js';

const COPIES_AT_ONCE = 100;

/** The topic that holds copies of a topic's parked messages, for operators' own tools. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}

interface Uncopied {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly partition: number;
  readonly position: string;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
  readonly raw: StoredRaw | null;
  readonly code: string;
  readonly message: string;
  readonly attempts: number;
  readonly parkedAt: Date;
  readonly publishedAt: Date;
}

/**
 * Copies failed messages that have no copy yet to the dead-letter topics: their exact bytes, key and headers, and beside them
 * `callmesh_…` headers that say why and where from. At least once: a copy that was published and not marked comes again.
 * @returns how many were copied.
 */
export async function copyDeadLetters(db: Database, bus: Pick<Bus, 'publish'>, group: string): Promise<number> {
  for (let copied = 0; ; ) {
    const { rows } = await db.workerQuery<Uncopied>(
      `select id::text, topic, key, partition, position, value, headers, raw, code, message, attempts, parked_at as "parkedAt", published_at as "publishedAt"
       from parked where consumer_group = $1 and state = 'failed' and copied_at is null order by parked.id limit ${COPIES_AT_ONCE}`,
      [group],
    );
    if (rows.length === 0) return copied;
    await bus.publish(rows.map((row) => deadLetter(group, row)));
    await db.workerQuery('update parked set copied_at = now() where id = any ($1::bigint[])', [rows.map(({ id }) => id)]);
    copied += rows.length;
  }
}

function deadLetter(group: string, row: Uncopied): BusMessage {
  const { topic, key, value, headers, partition, position } = row;
  const stored = rawFromStored(row.raw, value);
  const reasons = {
    callmesh_group: group,
    callmesh_code: row.code,
    callmesh_message: row.message,
    callmesh_attempts: String(row.attempts),
    callmesh_parked_id: row.id,
    callmesh_parked_at: row.parkedAt.toISOString(),
    callmesh_origin: `${topic}/${partition}/${position}`,
    callmesh_origin_time: row.publishedAt.toISOString(),
  };
  const target = deadLetterTopic(topic);
  if (!stored) return { topic: target, key, value, headers: { ...headers, ...reasons } };
  const raw = rawOf({ key, value, headers, raw: stored });
  // Not every client can write a header without a value; which ones had none must not be lost with it.
  const absent = raw.headers.filter(([, bytes]) => bytes === null).map(([name]) => name);
  const added = Object.entries({ ...reasons, ...(absent.length > 0 && { callmesh_null_headers: absent.join(',') }) });
  return { topic: target, key, value, headers: {}, raw: { ...raw, headers: [...raw.headers, ...added.map(([name, text]) => [name, Buffer.from(text)] as const)] } };
}
