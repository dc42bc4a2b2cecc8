import { DATABASE, EVENT_STORE, type Database, type EventStore } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { z } from 'zod';
import { applicationOf } from '../adapters/applications.js';

const actionIdParam = z.guid('an action id is a UUID');

const text = z.string().nullable();
const Application = z.object({
  actionId: z.string(),
  conversationId: z.string(),
  kind: z.string(),
  decision: z.string(),
  target: z.object({ object: z.string(), key: text, fields: z.array(z.object({ field: z.string(), before: text, after: text })) }),
  job: z.object({ state: z.string(), attempts: z.number().int(), nextAttemptAt: z.string(), lastError: text }).nullable(),
  outcome: z.object({ type: z.string(), time: z.string(), eventId: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
});

/** How far the applying of an action has come. */
@Controller('actions/:id/application')
@Roles('reviewer', 'supervisor')
export class ApplicationController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get()
  @Documented({ summary: 'Show how the applying of an action stands: its attempts, and how it ended', response: Application })
  async show(@Param('id') id: string, @CurrentCaller() { tenantId }: Caller): Promise<object> {
    const actionId = parseBody(actionIdParam, id);
    return this.db.transaction(tenantId, async (tx) => {
      const { action } = await applicationOf(tx, actionId);
      const [outcome] = await this.store.load(tx, `application-${actionId}`);
      const { rows } = await tx.query(`select state, attempts, run_at as "nextAttemptAt", last_error as "lastError" from jobs where id = $1`, [`apply-${actionId}`]);
      return {
        ...{ actionId, conversationId: action.conversationId, kind: action.kind, decision: action.decision, target: action.target },
        job: rows[0] ?? null,
        outcome: outcome ? { type: outcome.type, time: outcome.metadata.time, eventId: outcome.metadata.id, data: outcome.data } : null,
      };
    });
  }
}
