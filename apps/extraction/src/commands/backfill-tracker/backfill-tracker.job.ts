import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { DATABASE, type Database, type Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { isInfrastructureFault, isTransient } from '@callmesh/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { nextTranscripts, type HeardTranscript } from '../../adapters/tables/heard-transcripts.js';
import { advanceBackfill, backfill, endBackfill } from '../../adapters/tables/tracker-backfills.js';
import { keepResults } from '../../adapters/tables/tracker-hits.js';
import { TenantRules } from '../../adapters/tenant-rules.js';
import { track, type Tracker, type TrackerResult } from '../../domain/trackers/tracker.js';
import { readTranscript } from '../read-transcript.js';

/** The next calls of a back-fill. */
export interface BackfillTracker {
  readonly backfillId: string;
  /** Conversation id of the last call that was looked at; empty for the beginning. */
  readonly after: string;
}

interface Batch {
  readonly looked: readonly { readonly heard: HeardTranscript; readonly result: TrackerResult | null }[];
  readonly state: 'running' | 'completed' | 'superseded';
}

const BATCH = 25;

/** Looks for a tracker on stored calls, some at a time; each batch keeps what it found, counts, and asks for the next one. */
@Injectable()
export class BackfillTrackerJob implements JobHandler<BackfillTracker, Batch> {
  readonly kind = 'backfill-tracker';
  // Calls that come in are not to wait for stored ones.
  readonly limit = 1;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    private readonly rules: TenantRules,
  ) {}

  async run({ tenantId, payload, attempt, assertHeld }: LeasedJob<BackfillTracker>): Promise<Batch> {
    const current = await this.db.transaction(tenantId, (tx) => backfill(tx, payload.backfillId));
    const { trackers } = await this.rules.of(tenantId);
    const tracker = trackers.find(({ name, version }) => name === current?.tracker && version === current.trackerVersion);
    if (current?.state !== 'running' || !tracker) return { looked: [], state: 'superseded' };
    const heard = await this.db.transaction(tenantId, (tx) => nextTranscripts(tx, payload.after, current.startedAt, BATCH));
    const looked: Batch['looked'][number][] = [];
    for (const one of heard) {
      await assertHeld();
      looked.push({ heard: one, result: await this.look(tenantId, one, tracker, attempt >= this.maxAttempts) });
    }
    return { looked, state: heard.length < BATCH ? 'completed' : 'running' };
  }

  async complete(tx: Tx, { payload: { backfillId, after } }: LeasedJob<BackfillTracker>, { looked, state }: Batch): Promise<void> {
    for (const { heard, result } of looked) if (result) await keepResults(tx, heard, [result]);
    const results = looked.map(({ result }) => result);
    await advanceBackfill(tx, backfillId, { done: looked.length, found: results.filter((r) => r?.state === 'hit').length, unreadable: results.filter((r) => r === null).length });
    if (state !== 'running') return endBackfill(tx, backfillId, state);
    const last = looked.at(-1)?.heard.conversationId ?? after;
    await this.jobs.enqueue(tx, { id: `${backfillId}-${last}`, kind: this.kind, conversationId: backfillId, payload: { backfillId, after: last } satisfies BackfillTracker });
  }

  /** The failed job keeps the reason, and an operator runs it again; the progress shows where it stands. */
  async fail(): Promise<void> {}

  /** A transcript that is gone, as after an erasure, is counted and passed over; one that may be there again is waited for. */
  private async look(tenantId: string, { conversationId, transcript }: HeardTranscript, tracker: Tracker, isLastTry: boolean): Promise<TrackerResult | null> {
    try {
      return track(await readTranscript(this.claimChecks, tenantId, conversationId, transcript, 'track'), [tracker])[0] ?? null;
    } catch (error) {
      if (isInfrastructureFault(error) || (isTransient(error) && !isLastTry)) throw error;
      return null;
    }
  }
}
