import type { Consumer, EachBatchPayload } from 'kafkajs';
import type { ConsumeOptions, Consumption } from '../bus.port.js';
import { backoff } from '../polling.js';
import { CommitQueue } from './commit-queue.js';
import type { KafkaConnection } from './kafka-connection.js';
import { MemberPartitions } from './member-partitions.js';
import { receivedMessage } from './received-message.js';

const HEARTBEAT_MS = 1_500;
/** What a killed member held is taken over after so long; a broker that stalls for 7 s between two heartbeats loses nobody. */
const SESSION_MS = 10_000;
/** Handlers run beside the fetch loop, so every member is back within a heartbeat; one that was killed is waited for no longer than this. */
const REBALANCE_MS = 8_000;
/** No answer for so long, and the connection is taken for dead; longer than a rebalance may take, in which nothing is answered. */
const SILENCE_MS = 25_000;
const TIMEOUTS_IN_A_ROW = 3;
const FINISH_MS = 20_000;
const STOP_MS = 5_000;
const NOT_JOINED = 'the group is not joined yet';

/** What a member works with. */
export interface KafkaMemberParts {
  connect(): KafkaConnection;
  onError(error: unknown, where: string): void;
}

interface Session {
  readonly connection: KafkaConnection;
  readonly consumer: Consumer;
  timeouts: number;
  lastAnswer: number;
  joined: boolean;
}

/**
 * One consumer of a group on Kafka. Messages are worked on beside the fetch loop, which goes on sending heartbeats however long they take; offset + 1
 * of what is done without a gap is committed here, because kafkajs' own commit needs thresholds. A client that crashes, goes silent, or whose
 * requests time out again and again is cut off and replaced.
 */
export class KafkaMember implements Consumption {
  private readonly partitions: MemberPartitions;
  private readonly commits: CommitQueue;
  private session: Session | undefined;
  private stopping = false;
  private failures = 0;
  private silence: NodeJS.Timeout | undefined;
  private firstJoin: { readonly done: () => void; readonly never: (why: Error) => void } | undefined;

  constructor(
    private readonly parts: KafkaMemberParts,
    private readonly options: ConsumeOptions,
  ) {
    this.commits = new CommitQueue({
      commit: async (offsets) => {
        if (!this.session?.joined) throw new Error(NOT_JOINED);
        await this.session.consumer.commitOffsets([...offsets]);
      },
      onError: (error) => {
        if (!isRebalance(error)) parts.onError(error, `${this.where}, commit`);
      },
    });
    this.partitions = new MemberPartitions(options, this.commits, (error, where) => parts.onError(error, `bus consumer ${options.group}, ${where}`));
  }

  /** Joins the group. @throws when the brokers cannot be reached, or it is stopped before it has joined. */
  async start(): Promise<void> {
    const joined = new Promise<void>((resolve, reject) => {
      this.firstJoin = { done: resolve, never: reject };
    });
    joined.catch(() => undefined);
    await this.open();
    this.silence = setInterval(() => this.lookForSilence(), SILENCE_MS / 5).unref();
    await joined;
  }

  /** Whether it has got into the group, and its client was not given up since. */
  get isMember(): boolean {
    return this.session?.joined ?? false;
  }

  /** What shows whether anything moves: differs from before when a partition has made progress. */
  signs(): ReadonlyMap<string, string> {
    return this.partitions.signs();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.silence);
    this.firstJoin?.never(new Error(`${this.where} was stopped before it joined`));
    const { session } = this;
    if (session) this.partitions.pauseAll(session.consumer);
    // A handler that never comes back must not keep the process; its messages come again.
    await soon(this.partitions.finish(), FINISH_MS);
    await soon(this.commits.flush(), STOP_MS);
    this.session = undefined;
    if (session) await soon(session.consumer.disconnect(), STOP_MS);
    session?.connection.cut();
  }

  private async open(): Promise<void> {
    const connection = this.parts.connect();
    const consumer = connection.kafka.consumer({
      groupId: this.options.group,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_MS,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: this.options.idleMs ?? 250,
      // What it cannot mend in a few tries, a new client mends.
      retry: { retries: 4, initialRetryTime: 200, maxRetryTime: 5_000, restartOnFailure: () => Promise.resolve(false) },
    });
    const session: Session = { connection, consumer, timeouts: 0, lastAnswer: Date.now(), joined: false };
    this.session = session;
    this.listen(session);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...this.options.topics], fromBeginning: this.options.startAt !== 'latest' });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 64, eachBatch: (payload) => this.eachBatch(session, payload) });
    } catch (error) {
      this.session = undefined;
      connection.cut();
      throw error;
    }
  }

  private listen(session: Session): void {
    const { consumer } = session;
    const { CRASH, GROUP_JOIN, REQUEST, REQUEST_TIMEOUT } = consumer.events;
    consumer.on(REQUEST, () => {
      session.timeouts = 0;
      session.lastAnswer = Date.now();
    });
    consumer.on(REQUEST_TIMEOUT, () => {
      session.timeouts += 1;
      if (session.timeouts >= TIMEOUTS_IN_A_ROW) this.replace(session, new Error(`${TIMEOUTS_IN_A_ROW} requests in a row had no answer`));
    });
    consumer.on(CRASH, ({ payload }) => this.replace(session, payload.error));
    consumer.on(GROUP_JOIN, ({ payload }) => {
      if (this.session !== session) return;
      this.failures = 0;
      session.joined = true;
      this.partitions.assign(payload.memberAssignment, consumer);
      this.firstJoin?.done();
    });
  }

  private async eachBatch(session: Session, payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    const isOver = (): boolean => this.stopping || this.session !== session || !payload.isRunning() || payload.isStale();
    const last = messages.at(-1);
    if (!last || isOver()) return;
    const lanes = await this.partitions.lanesFor(payload.batch, session.consumer);
    if (!lanes || isOver()) return;
    lanes.add(messages.map((message) => receivedMessage(topic, partition, message)), (BigInt(payload.batch.lastOffset()) + 1n).toString());
    payload.resolveOffset(last.offset);
    await this.partitions.makeRoom(topic, partition, session.consumer);
  }

  private lookForSilence(): void {
    const { session } = this;
    if (!session) return;
    const quiet = Date.now() - session.lastAnswer;
    // A process that was itself stopped looks before the answers that waited for it are read.
    if (quiet > SILENCE_MS) setImmediate(() => setImmediate(() => {
      if (Date.now() - session.lastAnswer > SILENCE_MS) this.replace(session, new Error(`no answer for ${Math.round(quiet / 1_000)} s`));
    }));
  }

  private replace(session: Session, why: unknown): void {
    if (this.session !== session || this.stopping) return;
    this.parts.onError(why, `${this.where}: replaced`);
    this.session = undefined;
    session.connection.cut();
    // Not waited for: a dead connection never says that it has ended.
    void session.consumer.disconnect().catch(() => undefined);
    this.failures += 1;
    setTimeout(() => void this.reopen(), backoff(this.failures, 200, 10_000));
  }

  private async reopen(): Promise<void> {
    if (this.stopping) return;
    try {
      await this.open();
      // Stopped while it connected: nobody else will end it.
      if (this.stopping) this.closeNow();
    } catch (error) {
      this.parts.onError(error, this.where);
      this.failures += 1;
      setTimeout(() => void this.reopen(), backoff(this.failures, 200, 10_000));
    }
  }

  private closeNow(): void {
    const { session } = this;
    this.session = undefined;
    void session?.consumer.disconnect().catch(() => undefined);
    session?.connection.cut();
  }

  private get where(): string {
    return `kafka consumer ${this.options.group}`;
  }
}

function isRebalance(error: unknown): boolean {
  const { type, message } = (error ?? {}) as { type?: string; message?: string };
  return /REBALANCE_IN_PROGRESS|ILLEGAL_GENERATION|UNKNOWN_MEMBER_ID/.test(type ?? '') || message === NOT_JOINED;
}

/** Waits, but not for ever: what is left over comes again. */
async function soon(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
