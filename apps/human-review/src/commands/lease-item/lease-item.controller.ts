import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, Unaudited, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Delete, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { alreadyDecided, leasedByAnother, notLeased, unknownAction } from '../../domain/action.errors.js';
import { actionIdParam } from '../../projections/action-id.js';
import { leaseAnswer } from '../../projections/answers.schema.js';
import { queueItem } from '../../projections/queue.query.js';
import { releaseLease, takeLease, type Lease } from './leases.js';

const leaseSchema = z.strictObject({ minutes: z.number().positive().max(60).default(10) });

/** Taking a queue item in hand and giving it back. */
@Controller('actions/:id/lease')
@Roles('reviewer', 'supervisor')
export class LeaseItemController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Post()
  @HttpCode(200)
  @Unaudited()
  @Documented({ summary: 'Take an item in hand, or keep it longer; nobody else can decide on it meanwhile', body: leaseSchema, response: leaseAnswer })
  async take(@Param('id') id: string, @Body() body: unknown, @CurrentCaller() { tenantId, name }: Caller): Promise<Lease> {
    const actionId = parseBody(actionIdParam, id);
    const { minutes } = parseBody(leaseSchema, body ?? {});
    return this.db.transaction(tenantId, async (tx) => {
      const item = await queueItem(tx, actionId);
      if (!item) throw unknownAction(actionId);
      if (item.decision !== null) throw alreadyDecided(item.decision, item.decidedBy ?? 'nobody');
      const lease = await takeLease(tx, actionId, name, minutes);
      if (lease.heldBy !== name) throw leasedByAnother(lease.heldBy);
      return lease;
    });
  }

  @Delete()
  @HttpCode(204)
  @Unaudited()
  @Documented({ summary: 'Give an item back to the queue' })
  async release(@Param('id') id: string, @CurrentCaller() { tenantId, name }: Caller): Promise<void> {
    const actionId = parseBody(actionIdParam, id);
    if (!(await this.db.transaction(tenantId, (tx) => releaseLease(tx, actionId, name)))) throw notLeased();
  }
}
