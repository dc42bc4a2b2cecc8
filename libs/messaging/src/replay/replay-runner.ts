import { randomUUID } from 'node:crypto';
import { copySchemaOf, type Database, type Tx } from '@callmesh/event-sourcing';
import type { SchemaRegistry, ServiceName } from '@callmesh/contracts';
import type { Bus } from '../bus.port.js';
import type { CallmeshServer } from '../consumer/callmesh-server.js';
import { Alarm } from '../polling.js';
import { Rehearsal } from './rehearsal.js';
import type { Replay, ReplayRequest } from './replay.port.js';
import { ReplayRun, type ReplayConsumer } from './replay-run.js';
import { ReplaysTable } from './replays-table.js';

const LOOK_MS = 2_000;

/** What a service's replays work with. */
export interface ReplayRunnerOptions {
  readonly service: ServiceName;
  readonly db: Database;
  readonly bus: Bus;
  readonly registry: SchemaRegistry;
  readonly server: CallmeshServer;
  /** Jobs that the transaction has recorded, by kind. */
  countJobs(tx: Tx): Promise<Readonly<Record<string, number>>>;
  onError(error: unknown, where: string): void;
}

/** Works on a service's replays: those that are asked for here, and those that another process has left. */
export class ReplayRunner {
  readonly table: ReplaysTable;
  private readonly owner = randomUUID();
  private readonly alarm = new Alarm();
  private readonly runs = new Map<string, { run: ReplayRun; ended: Promise<void> }>();
  private stopping = false;
  private readonly running: Promise<void>;

  constructor(private readonly options: ReplayRunnerOptions) {
    this.table = new ReplaysTable(options.db, options.service);
    this.running = this.watch();
  }

  /**
   * Records a replay and begins with it.
   * @param tables of the read model, for a copy.
   * @throws DomainError `BUS.POSITION_INVALID`, `COPY.ALREADY_EXISTS`
   */
  async ask(request: ReplayRequest, tables: readonly string[] = []): Promise<Replay> {
    const { bus, server } = this.options;
    // A place that is none of this broker's is told to who named it.
    if (request.from !== 'earliest' && 'places' in request.from) await bus.rewind(`${server.group}.probe-${randomUUID()}`, server.topics(), request.from);
    const replay = await this.table.add(request, tables);
    this.alarm.wake();
    return replay;
  }

  /** Lets what is in hand finish; another process, or the next start, goes on. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.alarm.wake();
    await this.running;
    await Promise.all([...this.runs.values()].map(async ({ run, ended }) => {
      run.stop();
      await ended;
    }));
  }

  private async watch(): Promise<void> {
    while (!this.stopping) {
      try {
        for (const replay of await this.table.take(this.owner)) this.begin(replay);
      } catch (error) {
        this.options.onError(error, 'replays');
      }
      await this.alarm.wait(LOOK_MS);
    }
  }

  private begin(replay: Replay): void {
    if (this.runs.has(replay.id)) return;
    const { service, bus, onError } = this.options;
    const run = new ReplayRun({ replay, service, bus, table: this.table, owner: this.owner, consumer: this.consumerFor(replay), onError });
    const ended = run.run().finally(() => this.runs.delete(replay.id));
    this.runs.set(replay.id, { run, ended });
  }

  private consumerFor({ kind, group, copy, outcome }: Replay): ReplayConsumer {
    const { db, bus, registry, server, countJobs } = this.options;
    switch (kind) {
      case 'copy':
        return server.consumerOf(group, copySchemaOf(db.schema, copy ?? ''));
      case 'live':
        return server.consumerOf(group);
      case 'rehearsal':
      case 'effects':
        return new Rehearsal({ group, db, bus, registry, types: server.heard(), react: server.react, effects: kind === 'effects', countJobs, outcome });
      default:
        return kind satisfies never;
    }
  }
}
