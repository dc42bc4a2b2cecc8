import { DATABASE, EVENT_STORE, type Database, type EventStore } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { analysesDiffer, factsAt, type AnalysisDifference, type FactAtVersion, type Recorded } from '../domain/analysis-versions.js';
import { analysisVersionNotFound, notAnalysed } from '../domain/extraction.errors.js';
import { analysisStream } from '../domain/standing-facts.js';

const conversationId = z.string().regex(/^[\w-]{1,64}$/, 'is no conversation id');
const version = z.coerce.number().int().positive();
const Versions = z.object({ from: version.optional().describe('the version before the newest where it is left out'), to: version.optional().describe('the newest where it is left out') });

const Fact = z.looseObject({ id: z.string(), type: z.string().describe('its payload is described in the AsyncAPI document'), time: z.string(), conversationId: z.string(), confidence: z.number(), since: z.number().int().describe('version of the analysis that stated it') });
const Analysis = z.looseObject({
  eventId: z.string(),
  time: z.string(),
  conversationId: z.string(),
  transcriptVersion: z.number().int(),
  analysisVersion: z.number().int(),
  engine: z.string(),
  engineVersion: z.string(),
  summary: z.string().nullable(),
  intent: z.string().nullable(),
  topics: z.array(z.string()),
  sentiment: z.string().nullable(),
  satisfaction: z.number().nullable(),
  escalationRisk: z.string().nullable(),
  facts: z.array(Fact),
  scores: z.array(z.looseObject({ id: z.string(), scorecard: z.string(), scorecardVersion: z.number().int(), mode: z.enum(['pilot', 'live']), score: z.number().nullable(), needsPerson: z.boolean() })).describe('by the scorecards for the type of the call'),
  withdrawn: z.array(Fact.extend({ withdrawnBy: z.number().int(), reason: z.string(), replacedBy: z.string().nullable() })).describe('facts of earlier versions that do not stand any more'),
});
const change = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });
const Difference = z.object({
  from: z.number().int(),
  to: z.number().int(),
  transcripts: z.object({ from: z.number().int(), to: z.number().int() }),
  facts: z.array(z.object({ outcome: z.enum(['confirmed', 'new', 'withdrawn']), factId: z.string(), type: z.string(), reason: z.string().nullable(), replacedBy: z.string().nullable(), changes: z.array(change), quote: z.string().nullable() })),
  changes: z.array(change).describe('of the call as a whole'),
});

const shown = ({ factId, type, since, time, data, ...rest }: FactAtVersion): object => ({ id: factId, type, since, time, ...data, ...rest });

/** Scores of one version of the analysis. */
const scoresOf = (events: readonly Recorded[], version: number): object[] => events.flatMap((e) => (e.type === 'call.scored.v1' && e.data.analysisVersion === version ? [{ id: e.metadata.id, ...e.data }] : []));

/** What the engine made of a conversation, and what a later analysis changed. */
@Controller('conversations/:id/analysis')
@Roles('reviewer', 'supervisor', 'operator')
export class AnalysisController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get()
  @Documented({ summary: "Show a conversation's latest analysis and every fact that stands, with evidence", response: Analysis })
  async analysis(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<object> {
    const { events, latest } = await this.load(id, caller);
    const { standing, withdrawn } = factsAt(events, latest.data.analysisVersion);
    return { eventId: latest.metadata.id, time: latest.metadata.time, ...latest.data, facts: [...standing.values()].map(shown), withdrawn: [...withdrawn.values()].map(shown), scores: scoresOf(events, latest.data.analysisVersion) };
  }

  @Get('diff')
  @Documented({ summary: 'Show what differs between two versions of an analysis: facts confirmed, new and withdrawn, and fields', query: Versions, response: Difference })
  async diff(@Param('id') id: string, @Query() query: unknown, @CurrentCaller() caller: Caller): Promise<AnalysisDifference> {
    const { events, latest, conversation } = await this.load(id, caller);
    const newest = latest.data.analysisVersion;
    const { to = newest, from = Math.max(1, to - 1) } = parseBody(Versions, query);
    for (const asked of [from, to]) if (asked > newest) throw analysisVersionNotFound(conversation, asked, newest);
    return analysesDiffer(events, from, to);
  }

  private async load(id: string, { tenantId }: Caller) {
    const conversation = parseBody(conversationId, id);
    const events = (await this.db.transaction(tenantId, (tx) => this.store.load(tx, analysisStream(conversation)))) as Recorded[];
    const latest = events.findLast((e) => e.type === 'call.analysed.v1');
    if (!latest) throw notAnalysed(conversation);
    return { events, latest, conversation };
  }
}
