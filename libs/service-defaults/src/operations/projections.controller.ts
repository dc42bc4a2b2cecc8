import { Controller, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { DomainError } from '@callmesh/event-sourcing';
import { z } from 'zod';
import { OperatorsOnly } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { parseBody } from '../http/parse-body.js';
import { OPERATED_SERVICES, type OperatedServices } from './services.js';

const Which = z.object({ name: z.string().optional().describe('one projection; all of the service without it') });
const Rebuilt = z.array(z.object({ projection: z.string(), events: z.number().int() }));

/** Read models, built again from the events they rest on. */
@Controller('projections')
@OperatorsOnly()
export class ProjectionsController {
  constructor(@Inject(OPERATED_SERVICES) private readonly services: OperatedServices) {}

  @Post(':service/rebuild')
  @HttpCode(200)
  @Documented({ summary: 'Rebuild the read models of a service from its events', query: Which, response: Rebuilt })
  async rebuild(@Param('service') serviceName: string, @Query() query: unknown): Promise<z.output<typeof Rebuilt>> {
    const { name } = parseBody(Which, query);
    const service = this.services.of(serviceName);
    const asked = name === undefined ? service.projections : service.projections.filter((projection) => projection === name);
    if (asked.length === 0) throw new DomainError('PROJECTION.NOT_FOUND', `${serviceName} has no ${name ? `projection ${name}` : 'asynchronous projections'}: it has ${service.projections.join(', ') || 'none that are rebuilt'}`);
    const rebuilt = [];
    for (const projection of asked) rebuilt.push({ projection, events: await service.rebuild(projection) });
    return rebuilt;
  }
}
