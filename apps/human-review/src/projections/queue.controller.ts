import { DATABASE, EVENT_STORE, type Database, type EventStore } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { actionKinds } from '../domain/action-kind.js';
import { unknownAction } from '../domain/action.errors.js';
import { actionIdParam } from './action-id.js';
import { actionSchema, queueSchema } from './answers.schema.js';
import { countWaiting, listQueue, queueItem, queueStates } from './queue.query.js';

const filterSchema = z.object({
  state: z.enum([...queueStates, 'all']).default('drafted'),
  kind: z.enum(actionKinds).optional(),
  conversationId: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** The review queue and one action's whole history. */
@Controller()
@Roles('reviewer', 'supervisor')
export class QueueController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get('queue')
  @Documented({ summary: 'List actions; by default those that wait for a person, oldest first', query: filterSchema, response: queueSchema })
  async list(@Query() query: unknown, @CurrentCaller() caller: Caller): Promise<object> {
    const filter = parseBody(filterSchema, query);
    return this.db.transaction(caller.tenantId, async (tx) => ({ waiting: await countWaiting(tx), items: await listQueue(tx, filter) }));
  }

  @Get('actions/:id')
  @Documented({ summary: 'Show one action: its words, its change before and after, and all that happened to it', response: actionSchema })
  async show(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<object> {
    const actionId = parseBody(actionIdParam, id);
    return this.db.transaction(caller.tenantId, async (tx) => {
      const item = await queueItem(tx, actionId);
      if (!item) throw unknownAction(actionId);
      const history = await this.store.load(tx, `action-${actionId}`);
      return { ...item, history: history.map(({ type, data, version, metadata }) => ({ version, type, time: metadata.time, eventId: metadata.id, causationId: metadata.causationId, data })) };
    });
  }
}
