import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { actionIdParam } from '../../projections/action-id.js';
import { queueItemSchema } from '../../projections/answers.schema.js';
import type { QueueItem } from '../../projections/queue.query.js';
import { DecideActionHandler } from './decide-action.handler.js';

const text = z.string().trim().min(1).max(1_000);
const common = { expectedVersion: z.number().int().positive().optional(), contactId: z.string().trim().min(1).max(64).optional() };

const decisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approve'), reason: text.default('confirmed by the reviewer'), ...common }),
  z.strictObject({ decision: z.literal('reject'), reason: text, expectedVersion: common.expectedVersion }),
  z
    .strictObject({
      decision: z.literal('amend'),
      reason: text,
      ...common,
      key: z.string().trim().min(1).max(64).optional(),
      dueAt: z.iso.datetime({ offset: true }).transform((at) => Date.parse(at)).optional(),
      fields: z.array(z.strictObject({ field: z.string().min(1).max(64), after: z.string().max(4_000).nullable() })).min(1).optional(),
    })
    .refine(({ key, dueAt, fields, contactId }) => [key, dueAt, fields, contactId].some((given) => given !== undefined), 'amend what? give key, dueAt, fields or contactId'),
]);

/** Confirming, amending and rejecting a drafted action. */
@Controller('actions/:id/decision')
@Roles('reviewer', 'supervisor')
export class DecideActionController {
  constructor(private readonly handler: DecideActionHandler) {}

  @Post()
  @HttpCode(200)
  @Documented({ summary: 'Approve, amend or reject a drafted action', body: decisionSchema, response: queueItemSchema })
  async decide(@Param('id') id: string, @Body() body: unknown, @CurrentCaller() caller: Caller): Promise<QueueItem> {
    return this.handler.decide(parseBody(actionIdParam, id), parseBody(decisionSchema, body), caller);
  }
}
