import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { dropParked, listParked, mergeParked, parkedKeys, showParked, type ParkedDetail, type ParkedMessage, type Redriven } from '@callmesh/messaging';
import { z } from 'zod';
import type { Caller } from '../access/caller.js';
import { CurrentCaller, OperatorsOnly } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { parseBody } from '../http/parse-body.js';
import { DropQuery, ParkedDetailShape, ParkedId, ParkedQuery, ParkedShape, RedriveBody, RedrivenKeysShape, RedrivenShape } from './parked.shapes.js';
import { OPERATED_SERVICES, type OperatedServices } from './services.js';

/** Messages that a service could not process: look, mend, run again. */
@Controller('parked')
@OperatorsOnly()
export class ParkedController {
  constructor(@Inject(OPERATED_SERVICES) private readonly services: OperatedServices) {}

  @Get()
  @Documented({ summary: 'List parked messages of all services, oldest first, page by page', query: ParkedQuery, response: z.array(ParkedShape) })
  async list(@Query() query: unknown): Promise<ParkedMessage[]> {
    const { service, ...filter } = parseBody(ParkedQuery, query);
    const asked = service === undefined ? this.services.all() : [this.services.of(service)];
    return mergeParked(await Promise.all(asked.map(({ db }) => listParked(db, filter))), filter.limit);
  }

  @Post(':service/redrive')
  @HttpCode(200)
  @Documented({ summary: 'Process the parked messages of a key, of a code, of a topic or of a whole service, key by key and in order', body: RedriveBody, response: RedrivenKeysShape })
  async redriveMany(@Param('service') name: string, @Body() body: unknown): Promise<z.output<typeof RedrivenKeysShape>> {
    const { limit, ...filter } = parseBody(RedriveBody, body ?? {});
    const service = this.services.of(name);
    const keys = await parkedKeys(service.db, name, filter, limit);
    const done = { keys: keys.length, drained: 0, freed: 0, stopped: [] as z.output<typeof RedrivenKeysShape>['stopped'] };
    for (const place of keys) {
      const { drained, stoppedAt } = await service.redriveKey(place.topic, place.key);
      done.drained += drained;
      if (stoppedAt) done.stopped.push({ ...place, ...stoppedAt });
      else done.freed += 1;
    }
    return done;
  }

  @Get(':service/:id')
  @Documented({ summary: 'Show a parked message: envelope, content with personal fields redacted or why it cannot be read, its bytes, the reason', response: ParkedDetailShape })
  show(@Param('service') name: string, @Param('id') id: string): Promise<ParkedDetail> {
    const { db, registry } = this.services.of(name);
    return showParked(db, registry, parseBody(ParkedId, id));
  }

  @Post(':service/:id/redrive')
  @HttpCode(200)
  @Documented({ summary: 'Process a parked message and, in order, what waits behind it', response: RedrivenShape })
  async redrive(@Param('service') name: string, @Param('id') id: string): Promise<Redriven> {
    const service = this.services.of(name);
    const { topic, key } = await showParked(service.db, service.registry, parseBody(ParkedId, id));
    return service.redriveKey(topic, key);
  }

  @Delete(':service/:id')
  @HttpCode(204)
  @Documented({ summary: 'Give a parked message up for good', query: DropQuery })
  async drop(@Param('service') name: string, @Param('id') id: string, @Query() query: unknown, @CurrentCaller() caller: Caller): Promise<void> {
    const { reason } = parseBody(DropQuery, query);
    await dropParked(this.services.of(name).db, parseBody(ParkedId, id), { by: caller.name, reason });
  }
}
