import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { dropParked, listParked, showParked, type ParkedDetail, type ParkedMessage, type Redriven } from '@callmesh/messaging';
import { z } from 'zod';
import type { Caller } from '../access/caller.js';
import { CurrentCaller, OperatorsOnly } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { parseBody } from '../http/parse-body.js';
import { OPERATED_SERVICES, type OperatedServices } from './services.js';

const Id = z.string().regex(/^\d{1,18}$/, 'must be the number of a parked message');
const Filter = z.object({
  service: z.string().optional().describe('only of this service'),
  tenantId: z.string().optional(),
  topic: z.string().optional(),
  key: z.string().optional().describe('conversation id'),
  state: z.enum(['failed', 'waiting', 'dropped']).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
const Drop = z.object({ reason: z.string().trim().min(1).max(500).describe('why the message is given up') });
const Parked = z.object({
  id: z.string(),
  tenantId: z.string(),
  group: z.string(),
  topic: z.string(),
  key: z.string(),
  partition: z.number().int(),
  position: z.string(),
  eventId: z.string(),
  type: z.string(),
  state: z.enum(['failed', 'waiting', 'dropped']),
  code: z.string(),
  message: z.string(),
  attempts: z.number().int(),
  parkedAt: z.iso.datetime(),
});
const RedrivenShape = z.object({ drained: z.number().int(), stoppedAt: z.object({ id: z.string(), code: z.string(), message: z.string() }).nullable() });

/** Messages that a service could not process: look, mend, run again. */
@Controller('parked')
@OperatorsOnly()
export class ParkedController {
  constructor(@Inject(OPERATED_SERVICES) private readonly services: OperatedServices) {}

  @Get()
  @Documented({ summary: 'List parked messages of all services, oldest first', query: Filter, response: z.array(Parked) })
  async list(@Query() query: unknown): Promise<ParkedMessage[]> {
    const { service, ...filter } = parseBody(Filter, query);
    const asked = service === undefined ? this.services.all() : [this.services.of(service)];
    const found = await Promise.all(asked.map(({ db }) => listParked(db, filter)));
    return found.flat().sort((a, b) => a.parkedAt.localeCompare(b.parkedAt)).slice(0, filter.limit);
  }

  @Get(':service/:id')
  @Documented({ summary: 'Show a parked message: envelope, content with personal fields sealed, reason', response: Parked.extend({ headers: z.record(z.string(), z.string()), data: z.unknown() }) })
  show(@Param('service') name: string, @Param('id') id: string): Promise<ParkedDetail> {
    const { db, registry } = this.services.of(name);
    return showParked(db, registry, parseBody(Id, id));
  }

  @Post(':service/:id/redrive')
  @HttpCode(200)
  @Documented({ summary: 'Process a parked message and, in order, what waits behind it', response: RedrivenShape })
  async redrive(@Param('service') name: string, @Param('id') id: string): Promise<Redriven> {
    const service = this.services.of(name);
    const { topic, key } = await showParked(service.db, service.registry, parseBody(Id, id));
    return service.redriveKey(topic, key);
  }

  @Delete(':service/:id')
  @HttpCode(204)
  @Documented({ summary: 'Give a parked message up for good', query: Drop })
  async drop(@Param('service') name: string, @Param('id') id: string, @Query() query: unknown, @CurrentCaller() caller: Caller): Promise<void> {
    const { reason } = parseBody(Drop, query);
    await dropParked(this.services.of(name).db, parseBody(Id, id), { by: caller.name, reason });
  }
}

