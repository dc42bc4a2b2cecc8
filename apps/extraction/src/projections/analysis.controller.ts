import { DATABASE, EVENT_STORE, type Database, type EventStore } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { z } from 'zod';
import { notAnalysed } from '../domain/extraction.errors.js';

const conversationId = z.string().regex(/^[\w-]{1,64}$/, 'is no conversation id');

const Fact = z.looseObject({ id: z.string(), type: z.string().describe('its payload is described in the AsyncAPI document'), time: z.string(), conversationId: z.string(), confidence: z.number() });
const Analysis = z.looseObject({
  eventId: z.string(),
  time: z.string(),
  conversationId: z.string(),
  transcriptVersion: z.number().int(),
  analysisVersion: z.number().int(),
  engine: z.string(),
  engineVersion: z.string(),
  summary: z.string(),
  intent: z.string().nullable(),
  topics: z.array(z.string()),
  sentiment: z.string().nullable(),
  satisfaction: z.number().nullable(),
  escalationRisk: z.string().nullable(),
  facts: z.array(Fact),
});

/** What the engine made of a conversation. */
@Controller()
@Roles('reviewer', 'supervisor', 'operator')
export class AnalysisController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get('conversations/:id/analysis')
  @Documented({ summary: "Show a conversation's latest analysis and every fact found on it, with evidence", response: Analysis })
  async analysis(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<object> {
    const conversation = parseBody(conversationId, id);
    const events = await this.db.transaction(caller.tenantId, (tx) => this.store.load(tx, `analysis-${conversation}`));
    const latest = events.findLast((e) => e.type === 'call.analysed.v1');
    if (!latest) throw notAnalysed(conversation);
    const facts = events.filter((e) => e.type !== 'call.analysed.v1').map(({ type, data, metadata }) => ({ id: metadata.id, type, time: metadata.time, ...data }));
    return { eventId: latest.metadata.id, time: latest.metadata.time, ...latest.data, facts };
  }
}
