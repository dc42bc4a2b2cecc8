import { Controller, Inject, Param, Post } from '@nestjs/common';
import { DATABASE, EVENT_STORE, type Database, type EventStore } from '@callmesh/event-sourcing';
import type { Caller } from '../access/caller.js';
import { CurrentCaller } from '../http/access.decorators.js';

/** The smallest command of a service: `POST /refusals/:id` becomes `call.refused-no-consent.v1` of that conversation. */
@Controller('refusals')
export class RefusalsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Post(':id')
  async refuse(@Param('id') id: string, @CurrentCaller() { tenantId }: Caller): Promise<void> {
    await this.db.transaction(tenantId, (tx) =>
      this.store.append(tx, `call-${id}`, 0, [{ type: 'call.refused-no-consent.v1', data: { conversationId: id, connection: 'upload', platformCallId: 'p-1', startedAt: 1 } }], {
        conversationId: id,
        causationId: null,
        time: new Date().toISOString(),
      }),
    );
  }
}
