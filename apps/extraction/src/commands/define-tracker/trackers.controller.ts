import { randomUUID } from 'node:crypto';
import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { Definitions, type Definition } from '../../adapters/tables/definitions.js';
import { countTranscripts } from '../../adapters/tables/heard-transcripts.js';
import { backfillsOf, beginBackfill, type Backfill } from '../../adapters/tables/tracker-backfills.js';
import { callsOf, type TrackedCall } from '../../adapters/tables/tracker-hits.js';
import { trackerInvalid, trackerNotFound } from '../../domain/extraction.errors.js';
import { compileTracker } from '../../domain/trackers/tracker.js';
import { trackerDefinition } from '../../domain/trackers/tracker-definition.js';
import type { BackfillTracker } from '../backfill-tracker/backfill-tracker.job.js';
import { backfillAnswer, hitsQuery, trackedCall, trackerAnswer } from './answers.schema.js';

const trackerName = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be kebab-case: lower case letters, digits and single hyphens').max(48);
const shown = ({ name, version, body, retired, changedBy, changedAt }: Definition): object => ({ name, version, retired, changedBy, changedAt, ...(body as object) });

/** Trackers of a tenant: what is to be noticed on every call, from the next one on, and on stored ones by a back-fill. */
@Controller('trackers')
@Roles('supervisor')
export class TrackersController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(JOBS) private readonly jobs: Jobs,
    private readonly definitions: Definitions,
  ) {}

  @Get()
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'List the trackers, retired ones too', response: z.array(trackerAnswer) })
  async list(@CurrentCaller() { tenantId }: Caller): Promise<object[]> {
    return (await this.definitions.newest(tenantId, 'tracker')).map(shown);
  }

  @Get(':name')
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'Show a tracker, and how far its back-fills are', response: trackerAnswer.extend({ backfills: z.array(backfillAnswer) }) })
  async show(@CurrentCaller() { tenantId }: Caller, @Param('name') given: string): Promise<object> {
    const newest = await this.newest(tenantId, given);
    return { ...shown(newest), backfills: await this.db.transaction(tenantId, (tx) => backfillsOf(tx, newest.name)) };
  }

  @Get(':name/hits')
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'List the calls that a tracker found, newest first, with the places', query: hitsQuery, response: z.object({ total: z.number().int(), calls: z.array(trackedCall) }) })
  async hits(@CurrentCaller() { tenantId }: Caller, @Param('name') given: string, @Query() query: unknown): Promise<{ total: number; calls: TrackedCall[] }> {
    const { name } = await this.newest(tenantId, given);
    const filter = parseBody(hitsQuery, query);
    return this.db.transaction(tenantId, (tx) => callsOf(tx, name, filter));
  }

  @Put(':name')
  @Documented({ summary: 'Create a tracker, or replace it by a new version', body: trackerDefinition, response: trackerAnswer })
  async define(@CurrentCaller() caller: Caller, @Param('name') given: string, @Body() body: unknown): Promise<object> {
    const name = parseBody(trackerName, given);
    const definition = parseBody(trackerDefinition, body);
    try {
      compileTracker(name, 1, definition);
    } catch (error) {
      throw trackerInvalid(name, (error as Error).message);
    }
    return shown(await this.definitions.put(caller.tenantId, 'tracker', name, definition, caller.name));
  }

  @Post(':name/backfill')
  @HttpCode(202)
  @Documented({ summary: 'Look for a tracker on the calls that are stored, in the background; GET shows how far it is', response: backfillAnswer })
  async fill(@CurrentCaller() { tenantId, name: startedBy }: Caller, @Param('name') given: string): Promise<Backfill> {
    const { name: tracker, version: trackerVersion, retired } = await this.newest(tenantId, given);
    if (retired) throw trackerNotFound(tracker);
    const id = randomUUID();
    return this.db.transaction(tenantId, async (tx) => {
      const begun = await beginBackfill(tx, { id, tracker, trackerVersion, total: await countTranscripts(tx), startedBy });
      await this.jobs.enqueue(tx, { id: `${id}-begin`, kind: 'backfill-tracker', conversationId: id, payload: { backfillId: id, after: '' } satisfies BackfillTracker });
      return begun;
    });
  }

  @Delete(':name')
  @Documented({ summary: 'Retire a tracker: it is not looked for any more; what it found stays', response: trackerAnswer })
  async retire(@CurrentCaller() caller: Caller, @Param('name') given: string): Promise<object> {
    const newest = await this.newest(caller.tenantId, given);
    return shown(newest.retired ? newest : await this.definitions.put(caller.tenantId, 'tracker', newest.name, newest.body as object, caller.name, true));
  }

  private async newest(tenantId: string, given: string): Promise<Definition> {
    const name = parseBody(trackerName, given);
    const [newest] = await this.definitions.history(tenantId, 'tracker', name);
    if (!newest) throw trackerNotFound(name);
    return newest;
  }
}
