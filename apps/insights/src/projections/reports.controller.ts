import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { intentsSchema, stageReportSchema } from './answers.schema.js';
import { insightsByIntent, type IntentReport } from './intents.query.js';
import { stageReport, type StageReport } from './stages.query.js';

const days = z.coerce.number().int().min(1).max(366).default(7);
const insightsSchema = z.object({ days });
const stagesSchema = z.object({ days, stuckAfterMinutes: z.coerce.number().int().min(1).max(10_080).default(10) });

/** What many calls say together. */
@Controller()
@Roles('supervisor', 'reviewer', 'operator')
export class ReportsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get('insights')
  @Documented({ summary: 'Count calls by intent, with satisfaction, high escalations and topics', query: insightsSchema, response: intentsSchema })
  async insights(@Query() query: unknown, @CurrentCaller() caller: Caller): Promise<{ days: number; intents: IntentReport[] }> {
    const filter = parseBody(insightsSchema, query);
    const intents = await this.db.transaction(caller.tenantId, (tx) => insightsByIntent(tx, { ...filter, now: new Date() }));
    return { days: filter.days, intents };
  }

  @Get('stages')
  @Documented({ summary: 'Show how long each stage takes, and the calls that are stuck or lost in it', query: stagesSchema, response: stageReportSchema })
  async stages(@Query() query: unknown, @CurrentCaller() caller: Caller): Promise<{ days: number; stuckAfterMinutes: number; stages: StageReport[] }> {
    const filter = parseBody(stagesSchema, query);
    const stages = await this.db.transaction(caller.tenantId, (tx) => stageReport(tx, { ...filter, now: new Date() }));
    return { ...filter, stages };
  }
}
