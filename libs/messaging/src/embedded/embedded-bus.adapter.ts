import { Pool } from 'pg';
import type { Bus, BusMessage, ConsumeOptions, Consumption, GroupStanding, MessageChange, ReplayPoint } from '../bus.port.js';
import { forgetMembers, isRunning } from './assignment.js';
import { GroupMember } from './group-member.js';
import { GroupPositions } from './group-positions.js';
import { Interruptions } from './interruptions.js';
import { PartitionLog } from './partition-log.js';
import { sweep } from './retention.js';
import { rewriteLog } from './rewrite-log.js';
import { wakeHub } from './wake.js';

const DAY_MS = 86_400_000;
const SWEEP_EVERY_MS = 3_600_000;
const FIRST_SWEEP_MS = 2_000;

/** Settings of the embedded broker. */
export interface EmbeddedBusOptions {
  /** Connection of the bus's own login role, from {@link provisionBus}. */
  readonly url: string;
  /** Partitions of topics that this bus creates. Default 4. */
  readonly partitions?: number;
  /** How long topics that this bus creates keep messages, ms. Default 30 days. */
  readonly retentionMs?: number;
  /** Connections. Default 6. */
  readonly max?: number;
  /** True when no other process uses this database: leases left by a killed predecessor end at once. */
  readonly exclusive?: boolean;
  /** Rejected batches and faults of the database; the bus goes on by itself. */
  onError?(error: unknown, where: string): void;
}

/** The broker as a partitioned log in Postgres (schema `bus`). */
export function createEmbeddedBus(options: EmbeddedBusOptions): Bus {
  return new EmbeddedBus(options);
}

class EmbeddedBus implements Bus {
  readonly sharesPostgres = true;
  private readonly pool: Pool;
  private readonly log: PartitionLog;
  private readonly positions: GroupPositions;
  private readonly interruptions: Interruptions;
  private readonly members = new Set<Consumption>();
  private readonly sweeper: NodeJS.Timeout;
  private readonly firstSweep: NodeJS.Timeout;
  private sweeping: Promise<void> = Promise.resolve();
  private ready: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: EmbeddedBusOptions) {
    this.pool = new Pool({ connectionString: options.url, max: options.max ?? 6, application_name: 'callmesh-bus' });
    // A connection on its way out is no loss: the server may end before it has.
    this.pool.on('error', (error) => {
      if (!this.closing) this.onError(error, 'bus connection');
    });
    // It listens, so that a connection that breaks while it is at work does not end the process; its statement rejects anyway.
    this.interruptions = new Interruptions(this.pool);
    this.log = new PartitionLog(this.pool);
    this.positions = new GroupPositions(this.pool, this.interruptions);
    this.sweeper = setInterval(() => this.sweep(), SWEEP_EVERY_MS).unref();
    // A process that never runs for an hour keeps to the retention too.
    this.firstSweep = setTimeout(() => this.sweep(), FIRST_SWEEP_MS).unref();
  }

  async ensureTopics(topics: readonly string[]): Promise<void> {
    await this.log.ensureTopics(topics, this.options.partitions ?? 4, this.options.retentionMs ?? 30 * DAY_MS);
  }

  async publish(messages: readonly BusMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await this.log.append(messages);
    wakeHub(this.options.url).emit('published', new Set(messages.map((message) => message.topic)));
  }

  async consume(options: ConsumeOptions): Promise<Consumption> {
    await this.prepare();
    const member = new GroupMember(
      { pool: this.pool, log: this.log, positions: this.positions, interruptions: this.interruptions, hub: wakeHub(this.options.url), onError: (error, where) => this.onError(error, where) },
      options,
    );
    await member.start();
    const consumption: Consumption = {
      stop: async () => {
        if (this.members.delete(consumption)) await member.stop();
      },
    };
    this.members.add(consumption);
    return consumption;
  }

  async rewind(group: string, topics: readonly string[], to: ReplayPoint = 'earliest'): Promise<void> {
    await this.prepare();
    if (await isRunning(this.pool, group)) throw new Error(`group ${group} is running: stop its consumers, then rewind it`);
    await this.positions.rewind(group, topics, to);
  }

  isRunning(group: string): Promise<boolean> {
    return isRunning(this.pool, group);
  }

  deletedUntil(topics: readonly string[]): Promise<Readonly<Record<string, number | null>>> {
    return this.positions.deletedUntil(topics);
  }

  standings(group: string, topics: readonly string[]): Promise<readonly GroupStanding[]> {
    return this.positions.standings(group, topics);
  }

  lag(group: string, topics: readonly string[]): Promise<Readonly<Record<string, number>>> {
    return this.positions.lag(group, topics);
  }

  rewrite(tenantId: string, keys: readonly string[], change: MessageChange): Promise<number> {
    return rewriteLog(this.pool, tenantId, keys, change);
  }

  close(): Promise<void> {
    this.closing ??= (async () => {
      clearInterval(this.sweeper);
      clearTimeout(this.firstSweep);
      await Promise.all([...this.members].map((member) => member.stop()));
      await this.sweeping;
      await this.pool.end();
    })();
    return this.closing;
  }

  private sweep(): void {
    this.sweeping = sweep(this.pool).then(
      () => undefined,
      (error: unknown) => this.onError(error, 'bus retention'),
    );
  }

  private prepare(): Promise<void> {
    this.ready ??= this.options.exclusive ? forgetMembers(this.pool) : Promise.resolve();
    return this.ready;
  }

  private onError(error: unknown, where: string): void {
    this.options.onError?.(error, where);
  }
}
