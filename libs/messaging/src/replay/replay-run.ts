import { DomainError } from '@callmesh/contracts';
import type { Bus, MessageBatch } from '../bus.port.js';
import { hearHistory } from './hear-history.js';
import { ACTIVE_PHASES, type Replay, type ReplayOutcome, type ReplayPhase } from './replay.port.js';
import type { ReplaysTable } from './replays-table.js';

const BEAT_MS = 500;
const AGAIN_MS = 5_000;

/** What hears the events of a replay. */
export interface ReplayConsumer {
  topics(): string[];
  start(): Promise<void>;
  stop(): Promise<void>;
  take(batch: MessageBatch): Promise<void>;
  outcome?(): ReplayOutcome;
  /** Messages processed so far. */
  readonly heard: number;
}

/** What one run works with. */
export interface ReplayRunOptions {
  readonly replay: Replay;
  readonly service: string;
  readonly bus: Bus;
  readonly table: ReplaysTable;
  readonly owner: string;
  readonly consumer: ReplayConsumer;
  onError(error: unknown, where: string): void;
}

/** One replay in this process's hand, from the phase it is in to its end; every phase can be begun again. */
export class ReplayRun {
  private phase: ReplayPhase;
  private waitsFor: readonly string[] = [];
  private stopping = false;

  constructor(private readonly options: ReplayRunOptions) {
    this.phase = options.replay.phase;
  }

  stop(): void {
    this.stopping = true;
  }

  async run(): Promise<void> {
    const { replay, consumer, table, onError } = this.options;
    const beat = setInterval(() => void this.beat(), BEAT_MS);
    try {
      await this.go();
    } catch (error) {
      if (error instanceof DomainError) await table.finish(replay, 'failed', `${error.code}: ${error.message}`).catch((fault: unknown) => onError(fault, `replay ${replay.id}`));
      else {
        onError(error, `replay ${replay.id}: it goes on by itself`);
        await new Promise((resolve) => setTimeout(resolve, this.stopping ? 0 : AGAIN_MS));
      }
    } finally {
      clearInterval(beat);
      await consumer.stop().catch((error: unknown) => onError(error, `replay ${replay.id}`));
      await this.endOf();
    }
  }

  private async go(): Promise<void> {
    const { replay, consumer, bus, table } = this.options;
    if (this.phase === 'history') {
      await this.history();
      if (!this.isActive) return;
      await bus.rewind(replay.group, consumer.topics(), replay.from);
      await this.advance('history', 'topics');
    }
    if (!this.isActive) return;
    await consumer.start();
    if (this.phase === 'topics') {
      await this.until(() => this.isCaughtUp());
      if (!this.isActive) return;
      if (replay.kind !== 'copy') return this.done();
      await this.advance('topics', 'following');
      if (replay.promotes && this.isActive) {
        await table.promote(replay);
        this.phase = 'promoting';
      }
    }
    // An operator promotes it, or ends it.
    await this.until(() => Promise.resolve(this.phase !== 'following'));
    if (!this.isActive) return;
    await this.until(() => this.isCaughtUp());
    if (this.isActive) await this.done();
  }

  private async history(): Promise<void> {
    const { replay, consumer, bus, service } = this.options;
    await hearHistory({
      ...{ bus, service, group: replay.group, topics: consumer.topics(), from: replay.from },
      take: (batch) => consumer.take(batch),
      onWaiting: (services) => (this.waitsFor = services),
      isStopped: () => !this.isActive,
    });
  }

  /** Consumers commit what they have processed, so nothing may be in hand when they are stopped. */
  private async done(): Promise<void> {
    await this.options.consumer.stop();
    await this.beat();
    await this.options.table.finish(this.options.replay, 'done');
    this.phase = 'done';
  }

  private async advance(from: ReplayPhase, to: ReplayPhase): Promise<void> {
    const { table, replay, owner } = this.options;
    if (await table.advance(replay.id, owner, from, to)) this.phase = to;
    else await this.beat();
  }

  private async isCaughtUp(): Promise<boolean> {
    const { bus, replay, consumer } = this.options;
    return Object.values(await bus.lag(replay.group, consumer.topics())).every((behind) => behind === 0);
  }

  private get isActive(): boolean {
    return !this.stopping && ACTIVE_PHASES.includes(this.phase);
  }

  private async until(holds: () => Promise<boolean>): Promise<void> {
    while (this.isActive && !(await holds())) await new Promise((resolve) => setTimeout(resolve, BEAT_MS / 5));
  }

  /** Renews the lease, says how far it is, and learns what operators have decided. */
  private async beat(): Promise<void> {
    const { table, replay, owner, consumer } = this.options;
    const progress = { heard: replay.heard + consumer.heard, waitsFor: this.waitsFor, outcome: consumer.outcome?.() ?? null };
    const phase = await table.renew(replay.id, owner, progress).catch(() => this.phase);
    // Another process has it now.
    if (phase === undefined) this.stopping = true;
    else if (phase === 'promoting' || !ACTIVE_PHASES.includes(phase)) this.phase = phase;
  }

  /** Gives the lease back, so that whoever looks next goes on. */
  private async endOf(): Promise<void> {
    const { table, replay, owner, onError } = this.options;
    await table.release(replay.id, owner).catch((error: unknown) => onError(error, `replay ${replay.id}`));
  }
}
