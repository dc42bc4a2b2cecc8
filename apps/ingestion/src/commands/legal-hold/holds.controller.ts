import { ERASURE, HOLDS, type Erasure, type Hold, type Holds } from '@callmesh/claim-check';
import { DomainError } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';

const reason = z.string().trim().min(3).max(200).describe('the matter, as its reference says it; it stands in the audit, so no personal data');
const moment = z.iso.datetime({ offset: true });
const placeSchema = z
  .strictObject({
    conversationId: z.string().min(1).max(128).optional().describe('this conversation alone'),
    receivedFrom: moment.optional().describe('those received from then on'),
    receivedUntil: moment.optional().describe('those received before'),
    all: z.literal(true).optional().describe('everything of the tenant, also what is still to come'),
    reason,
  })
  .refine(({ conversationId, receivedFrom, receivedUntil, all }) => [conversationId, receivedFrom ?? receivedUntil, all].filter((one) => one !== undefined).length === 1, 'say what is held: conversationId, or receivedFrom and/or receivedUntil, or all')
  .refine(({ receivedFrom, receivedUntil }) => !receivedFrom || !receivedUntil || Date.parse(receivedFrom) < Date.parse(receivedUntil), 'receivedFrom must be before receivedUntil');
const releaseQuery = z.object({ reason });
const idParam = z.uuid('is the id of a hold, as `GET /api/v1/holds` lists them');
const holdAnswer = z.object({
  id: z.uuid(),
  conversationId: z.string().nullable(),
  receivedFrom: z.iso.datetime().nullable(),
  receivedUntil: z.iso.datetime().nullable(),
  reason: z.string(),
  placedBy: z.string(),
  placedAt: z.iso.datetime(),
});

/** Legal holds: what must be kept, whatever retention or an erasure asks for. */
@Controller('holds')
@Roles('admin')
export class HoldsController {
  constructor(
    @Inject(HOLDS) private readonly holds: Holds,
    @Inject(ERASURE) private readonly erasure: Pick<Erasure, 'keyFates'>,
  ) {}

  @Post()
  @Documented({ summary: 'Place a legal hold: it stops retention and erasure of what it covers', body: placeSchema, response: z.object({ id: z.uuid() }) })
  async place(@CurrentCaller() { tenantId, name }: Caller, @Body() body: unknown): Promise<{ id: string }> {
    const { conversationId, receivedFrom = null, receivedUntil = null, reason: why } = parseBody(placeSchema, body);
    if (conversationId !== undefined) await this.mustBeThere(tenantId, conversationId);
    const scope = conversationId === undefined ? { receivedFrom, receivedUntil } : { conversationId };
    return { id: await this.holds.place(tenantId, scope, why, `admin:${name}`) };
  }

  @Get()
  @Documented({ summary: 'List the legal holds in force', response: z.array(holdAnswer) })
  list(@CurrentCaller() { tenantId }: Caller): Promise<Hold[]> {
    return this.holds.list(tenantId);
  }

  @Delete(':id')
  @HttpCode(204)
  @Documented({ summary: 'Release a legal hold; what is overdue by then goes with the next run of retention', query: releaseQuery })
  async release(@CurrentCaller() { tenantId, name }: Caller, @Param('id') id: string, @Query() query: unknown): Promise<void> {
    const { reason: why } = parseBody(releaseQuery, query);
    await this.holds.release(tenantId, parseBody(idParam, id), why, `admin:${name}`);
  }

  /** A hold on a mistyped id would keep nothing, and nobody would know. */
  private async mustBeThere(tenantId: string, conversationId: string): Promise<void> {
    const [fate] = await this.erasure.keyFates(tenantId, [conversationId]);
    if (!fate) throw new DomainError('CONVERSATION.NOT_FOUND', `there is no conversation ${conversationId} in this tenant: nothing is held. What is still to come is held by time, or with everything`);
    if (fate.destroyed) throw new DomainError('CONVERSATION.ERASED', `conversation ${conversationId} is erased: nothing of it is left to hold`);
  }
}
