import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { z } from 'zod';
import { trackedOn, type TrackedCall } from '../adapters/tables/tracker-hits.js';
import { trackedCall } from '../commands/define-tracker/answers.schema.js';

const conversationId = z.string().regex(/^[\w-]{1,64}$/, 'is no conversation id');

/** What trackers found on a conversation. */
@Controller('conversations')
@Roles('reviewer', 'supervisor', 'operator')
export class TrackedController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get(':id/trackers')
  @Documented({ summary: 'List what trackers found on a conversation', response: z.array(trackedCall) })
  tracked(@Param('id') id: string, @CurrentCaller() { tenantId }: Caller): Promise<TrackedCall[]> {
    return this.db.transaction(tenantId, (tx) => trackedOn(tx, parseBody(conversationId, id)));
  }
}
