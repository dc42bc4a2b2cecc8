import { prepared } from '@callmesh/event-sourcing';
import type { Pool } from 'pg';
import type { BusMessage, RawMessage, ReceivedMessage } from '../bus.port.js';
import { rawFromStored, storedRaw, textForm, type StoredRaw } from '../raw-message.js';
import { partitionOf } from './murmur2.js';

/** Place in a partition: readers order by (transaction id, position). */
export interface LogPosition {
  readonly transactionId: string;
  readonly position: string;
}

/** A partition with the place after which to read. */
export interface PartitionCursor extends LogPosition {
  readonly topic: string;
  readonly partition: number;
}

/** Before the first message of any partition. */
export const BEGINNING: LogPosition = { transactionId: '0', position: '0' };

const ROWS_PER_INSERT = 1_000;

/** Reads a {@link ReceivedMessage.position} of the embedded log. */
export function parsePosition(position: string): LogPosition {
  const [transactionId = '0', place = '0'] = position.split('.');
  return { transactionId, position: place };
}

/** The messages table: appends in order, reads below the snapshot's horizon so that nothing that commits late is skipped. */
export class PartitionLog {
  private readonly partitions = new Map<string, number>();

  constructor(private readonly pool: Pool) {}

  async ensureTopics(topics: readonly string[], partitions: number, retentionMs: number): Promise<void> {
    await this.pool.query(
      `insert into bus.topics (name, partitions, retention_ms) select name, $2, $3 from unnest($1::text[]) as name on conflict (name) do nothing`,
      [topics, partitions, retentionMs],
    );
  }

  async append(messages: readonly BusMessage[]): Promise<void> {
    for (let from = 0; from < messages.length; from += ROWS_PER_INSERT) await this.insert(messages.slice(from, from + ROWS_PER_INSERT));
  }

  async read(cursors: readonly PartitionCursor[], limit: number): Promise<ReceivedMessage[]> {
    const { rows } = await this.pool.query<MessageRow>(
      prepared(READ, [cursors.map((c) => c.topic), cursors.map((c) => c.partition), cursors.map((c) => c.transactionId), cursors.map((c) => c.position), limit]),
    );
    return rows.map((row) => ({
      topic: row.topic,
      partition: row.partition,
      position: `${row.transaction_id}.${row.position}`,
      key: row.key,
      value: row.value,
      headers: row.headers,
      timestamp: row.published_at.getTime(),
      ...rawPart(rawFromStored(row.raw, row.value)),
    }));
  }

  private async insert(given: readonly BusMessage[]): Promise<void> {
    const messages = given.map((message) => (message.raw ? { topic: message.topic, ...textForm(message.raw) } : message));
    const counts = await Promise.all(messages.map((message) => this.partitionsOf(message.topic)));
    await this.pool.query(
      prepared(INSERT, [
        messages.map((m) => m.topic),
        messages.map((m, i) => partitionOf(m.key, counts[i] ?? 1)),
        messages.map((m) => m.key),
        messages.map((m) => m.value),
        messages.map((m) => JSON.stringify(m.headers)),
        messages.map((m) => (m.raw ? JSON.stringify(storedRaw(m)) : null)),
      ]),
    );
  }

  private async partitionsOf(topic: string): Promise<number> {
    const known = this.partitions.get(topic);
    if (known !== undefined) return known;
    const { rows } = await this.pool.query<{ partitions: number }>('select partitions from bus.topics where name = $1', [topic]);
    const found = rows[0]?.partitions;
    if (found === undefined) throw new Error(`topic ${topic} does not exist on the embedded bus: call ensureTopics(['${topic}']) first`);
    this.partitions.set(topic, found);
    return found;
  }
}

interface MessageRow {
  topic: string;
  partition: number;
  transaction_id: string;
  position: string;
  key: string;
  value: Buffer;
  headers: Record<string, string>;
  published_at: Date;
  raw: StoredRaw | null;
}

const rawPart = (raw: RawMessage | undefined): { raw?: RawMessage } => (raw ? { raw } : {});

const INSERT = `
  insert into bus.messages (topic, partition, key, value, headers, raw)
  select topic, partition, key, value, headers::jsonb, raw::jsonb
  from unnest($1::text[], $2::int[], $3::text[], $4::bytea[], $5::text[], $6::text[]) with ordinality as m (topic, partition, key, value, headers, raw, n)
  order by n`;

const READ = `
  select m.topic, m.partition, m.transaction_id::text, m.position::text, m.key, m.value, m.headers, m.published_at, m.raw
  from unnest($1::text[], $2::int[], $3::text[], $4::bigint[]) as c (topic, partition, transaction_id, position)
  cross join lateral (
    select topic, partition, transaction_id, position, key, value, headers, published_at, raw from bus.messages
    where topic = c.topic and partition = c.partition
      and (transaction_id, position) > (c.transaction_id::xid8, c.position)
      and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by transaction_id, position
    limit $5
  ) m
  order by m.topic, m.partition, m.transaction_id, m.position`;
