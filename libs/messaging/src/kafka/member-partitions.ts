import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch, Consumer } from 'kafkajs';
import type { ConsumeOptions } from '../bus.port.js';
import type { CommitQueue } from './commit-queue.js';
import { KeyLanes } from './key-lanes.js';
import { Slots } from './slots.js';

const BATCH_MESSAGES = 500;
/** Calls at once for one partition, and for all of a member. */
const PARALLEL_IN_PARTITION = 4;
const PARALLEL_IN_MEMBER = 8;
/** What a partition may hold before no more is fetched of it. */
const WINDOW_MESSAGES = 2_000;
const WINDOW_BYTES = 16_000_000;
const ROOM_WAIT_MS = 100;
const HANDOVER_MS = 5_000;

interface Held {
  readonly topic: string;
  readonly partition: number;
  readonly lanes: KeyLanes;
  paused: boolean;
  /** Where the consumer was sent back to because messages were missing: once, then the gap is real. */
  soughtFor: string | undefined;
}

type Pausable = Pick<Consumer, 'pause' | 'resume' | 'seek'>;

/** The partitions that a member of a group has, and the work on each. */
export class MemberPartitions {
  private readonly held = new Map<string, Held>();
  private readonly assigned = new Set<string>();
  private readonly leaving = new Map<string, Promise<void>>();
  private readonly slots = new Slots(PARALLEL_IN_MEMBER);
  private consumer: Pausable | undefined;

  constructor(
    private readonly options: Pick<ConsumeOptions, 'onBatch'>,
    private readonly commits: CommitQueue,
    private readonly onError: (error: unknown, where: string) => void,
  ) {}

  /**
   * A new assignment. What this member keeps, it keeps in the middle of its work, and reads on where it had come to; what went to another member is
   * begun no further and not committed.
   */
  assign(assignment: Readonly<Record<string, readonly number[]>>, consumer: Pausable): void {
    this.consumer = consumer;
    this.assigned.clear();
    for (const [topic, partitions] of Object.entries(assignment)) for (const partition of partitions) this.assigned.add(idOf(topic, partition));
    // kafkajs remembers what it was told to pause, also of partitions that went and came back.
    consumer.resume(Object.entries(assignment).map(([topic, partitions]) => ({ topic, partitions: [...partitions] })));
    for (const [id, held] of this.held) {
      if (!this.assigned.has(id)) this.leave(id, held);
      else {
        consumer.seek({ topic: held.topic, partition: held.partition, offset: held.lanes.expected });
        held.paused = false;
      }
    }
  }

  /** @returns where a batch belongs; undefined when it is not the next one and the consumer was sent back to that. */
  async lanesFor(batch: Pick<Batch, 'topic' | 'partition' | 'messages' | 'firstOffset'>, consumer: Pausable): Promise<KeyLanes | undefined> {
    const { topic, partition } = batch;
    const id = idOf(topic, partition);
    const first = batch.firstOffset() ?? batch.messages[0]?.offset ?? '0';
    const held = this.held.get(id);
    if (held) {
      const missing = BigInt(first) - BigInt(held.lanes.expected);
      if (missing > 0n && held.soughtFor !== held.lanes.expected) {
        // Fetched before a rebalance and handed over after it, or retention has taken what was there: reading again tells.
        held.soughtFor = held.lanes.expected;
        consumer.seek({ topic, partition, offset: held.lanes.expected });
        return undefined;
      }
      if (missing >= 0n) return held.lanes;
      // The offsets were reset, or the topic was made anew.
      this.leave(id, held);
    }
    await Promise.race([this.leaving.get(id), sleep(HANDOVER_MS, undefined, { ref: false })]);
    const lanes = this.open(topic, partition, first);
    this.held.set(id, { topic, partition, lanes, paused: false, soughtFor: undefined });
    return lanes;
  }

  /** When a partition holds all it may, waits a moment for room, then lets no more be fetched of it: the others must not wait. */
  async makeRoom(topic: string, partition: number, consumer: Pausable): Promise<void> {
    const held = this.held.get(idOf(topic, partition));
    if (!held) return;
    for (let waited = 0; isFull(held.lanes, 1) && waited < ROOM_WAIT_MS; waited += 10) await sleep(10);
    if (!isFull(held.lanes, 1) || held.lanes.isEnded) return;
    held.paused = true;
    consumer.pause([{ topic, partitions: [partition] }]);
  }

  pauseAll(consumer: Pausable): void {
    for (const { topic, partition } of this.held.values()) consumer.pause([{ topic, partitions: [partition] }]);
  }

  /** Lets what was begun come to its end, and begins nothing more. */
  async finish(): Promise<void> {
    await Promise.all([...this.held.values()].map(({ lanes }) => lanes.end('stopping')));
    await Promise.all(this.leaving.values());
  }

  /** Per assigned partition something that changes when it moves. */
  signs(): ReadonlyMap<string, string> {
    return new Map([...this.assigned].map((id) => {
      const lanes = this.held.get(id)?.lanes;
      return [id, lanes ? `${lanes.position}/${lanes.settledCalls}` : 'nothing came'];
    }));
  }

  private open(topic: string, partition: number, first: string): KeyLanes {
    const id = idOf(topic, partition);
    const lanes: KeyLanes = new KeyLanes(
      {
        slots: this.slots,
        parallel: PARALLEL_IN_PARTITION,
        batch: BATCH_MESSAGES,
        deliver: (messages) => this.options.onBatch({ topic, partition, messages, heartbeat: () => heartbeat(lanes, id) }),
        onRejected: (error) => this.onError(error, id),
        onDone: () => this.done(id, topic, partition, lanes),
      },
      first,
    );
    return lanes;
  }

  private done(id: string, topic: string, partition: number, lanes: KeyLanes): void {
    const held = this.held.get(id);
    if (held?.lanes !== lanes) return;
    this.commits.put(id, { topic, partition, offset: lanes.position });
    if (held.paused && !isFull(lanes, 0.5)) this.resume(held);
  }

  private resume(held: Held): void {
    held.paused = false;
    this.consumer?.resume([{ topic: held.topic, partitions: [held.partition] }]);
  }

  private leave(id: string, { lanes }: Held): void {
    this.held.delete(id);
    this.commits.forget(id);
    const left = lanes.end('lost').finally(() => {
      if (this.leaving.get(id) === left) this.leaving.delete(id);
    });
    this.leaving.set(id, left);
  }
}

/** kafkajs sends the heartbeats from its fetch loop; here long work learns that its partition is gone. */
function heartbeat(lanes: KeyLanes, id: string): Promise<void> {
  return lanes.isLost ? Promise.reject(new Error(`partition ${id} went to another consumer`)) : Promise.resolve();
}

function isFull({ held: { messages, bytes } }: KeyLanes, share: number): boolean {
  return messages >= WINDOW_MESSAGES * share || bytes >= WINDOW_BYTES * share;
}

const idOf = (topic: string, partition: number): string => `${topic}/${partition}`;

