import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import type { ConsumeOptions, Consumption, ReceivedMessage } from '../bus.port.js';
import { backoff, Pace } from '../polling.js';
import { PollingLoop } from '../polling-loop.js';
import { assign, LEASE_MS, leave, partitionId, type PartitionName } from './assignment.js';
import type { GroupPositions } from './group-positions.js';
import type { Interruptions } from './interruptions.js';
import { parsePosition, type PartitionCursor, type PartitionLog } from './partition-log.js';

const BATCH_MESSAGES = 500;
const RENEW_MS = LEASE_MS / 3;
const HANDOVER_MS = 250;

interface HeldPartition {
  cursor: PartitionCursor;
  /** Count of interruptions before the cursor was read from the table. */
  since: number;
  work: Promise<void> | undefined;
  failures: number;
  /** Not before, ms since the epoch: after a rejected batch. */
  notBefore: number;
}

/** What a member works with. */
export interface GroupMemberParts {
  readonly pool: Pool;
  readonly log: PartitionLog;
  readonly positions: GroupPositions;
  readonly interruptions: Interruptions;
  readonly hub: EventEmitter;
  onError(error: unknown, where: string): void;
}

/** One consumer of a group on the embedded log: holds a share of the partitions, reads them, hands batches over, commits. */
export class GroupMember implements Consumption {
  private readonly name = randomUUID();
  private readonly loop: PollingLoop;
  private readonly held = new Map<string, HeldPartition>();
  private nextAssignment = 0;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: GroupMemberParts,
    private readonly options: ConsumeOptions,
  ) {
    this.loop = new PollingLoop({
      pace: new Pace(2, options.idleMs ?? 250),
      look: () => this.look(),
      onError: (error) => parts.onError(error, `bus consumer ${options.group}`),
    });
  }

  /** Joins the group; resolves when it holds its share, so far as that is free. */
  async start(): Promise<void> {
    this.parts.hub.on('published', this.onPublished).on('members', this.onMembers);
    await this.takeShare();
    this.parts.hub.emit('members', this.options.group, this.name);
    this.running = this.loop.run();
  }

  async stop(): Promise<void> {
    this.loop.stop();
    await this.running;
    await Promise.all([...this.held.values()].flatMap((partition) => partition.work ?? []));
    this.parts.hub.off('published', this.onPublished).off('members', this.onMembers);
    await leave(this.parts.pool, this.options.group, this.name);
    this.parts.hub.emit('members', this.options.group, this.name);
  }

  private readonly onPublished = (topics: ReadonlySet<string>): void => {
    if (this.options.topics.some((topic) => topics.has(topic))) this.loop.hurry();
  };

  private readonly onMembers = (group: string, member: string): void => {
    if (group !== this.options.group || member === this.name) return;
    this.nextAssignment = 0;
    this.loop.hurry();
  };

  /** @returns how many batches were begun. */
  private async look(): Promise<number> {
    if (Date.now() >= this.nextAssignment) await this.takeShare();
    return this.fetch();
  }

  private async takeShare(): Promise<void> {
    const { group, topics, startAt = 'earliest' } = this.options;
    const busy = new Set([...this.held].filter(([, p]) => p.work !== undefined).map(([id]) => id));
    const { held, awaited } = await assign(this.parts.pool, group, this.name, topics, busy);
    this.nextAssignment = Date.now() + (awaited > 0 || busy.size > 0 ? HANDOVER_MS : RENEW_MS);
    const kept = new Set(held.map(partitionId));
    for (const id of this.held.keys()) if (!kept.has(id)) this.held.delete(id);
    for (const name of held) {
      if (this.held.has(partitionId(name))) continue;
      const since = this.parts.interruptions.count;
      const position = await this.parts.positions.load(group, name.topic, name.partition, startAt);
      this.held.set(partitionId(name), { cursor: { ...name, ...position }, since, work: undefined, failures: 0, notBefore: 0 });
    }
  }

  /** Reads every idle partition in one statement and starts a batch on each that has messages. */
  private async fetch(): Promise<number> {
    const now = Date.now();
    const idle = [...this.held.values()].filter((p) => !p.work && p.notBefore <= now);
    if (idle.length === 0) return 0;
    for (const partition of idle) await this.refresh(partition);
    const messages = await this.parts.log.read(idle.map((p) => p.cursor), BATCH_MESSAGES);
    for (const partition of idle) {
      const own = messages.filter((m) => m.topic === partition.cursor.topic && m.partition === partition.cursor.partition);
      if (own.length > 0 && !this.loop.stopping) partition.work = this.process(partition, own);
    }
    return messages.length;
  }

  /** After a crash of the server the table tells the place, not what is remembered. */
  private async refresh(partition: HeldPartition): Promise<void> {
    const { count } = this.parts.interruptions;
    if (partition.since === count) return;
    const { group, startAt = 'earliest' } = this.options;
    const { topic, partition: number } = partition.cursor;
    partition.cursor = { topic, partition: number, ...(await this.parts.positions.load(group, topic, number, startAt)) };
    partition.since = count;
  }

  private async process(partition: HeldPartition, messages: readonly ReceivedMessage[]): Promise<void> {
    const { topic, partition: number } = partition.cursor;
    const last = messages.at(-1);
    try {
      await this.options.onBatch({ topic, partition: number, messages, heartbeat: () => this.assertHeld(partition.cursor) });
      const { since } = partition;
      if (last && since === this.parts.interruptions.count) {
        partition.cursor = { topic, partition: number, ...parsePosition(last.position) };
        await this.parts.positions.commit(this.options.group, this.name, partition.cursor, since);
      }
      partition.failures = 0;
    } catch (error) {
      partition.failures += 1;
      partition.notBefore = Date.now() + backoff(partition.failures, 100, 10_000);
      this.parts.onError(error, `bus consumer ${this.options.group}, ${partitionId(partition.cursor)}`);
      setTimeout(() => this.loop.hurry(), partition.notBefore - Date.now() + 1).unref();
    } finally {
      partition.work = undefined;
      this.loop.hurry();
    }
  }

  private async assertHeld(name: PartitionName): Promise<void> {
    if (!this.held.has(partitionId(name))) throw new Error(`partition ${partitionId(name)} went to another consumer of group ${this.options.group}`);
    await Promise.resolve();
  }
}
