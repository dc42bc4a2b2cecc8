import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { DomainError, type TableComparison } from '@callmesh/event-sourcing';
import { z } from 'zod';
import type { Caller } from '../access/caller.js';
import { CurrentCaller, OperatorsOnly } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { parseBody } from '../http/parse-body.js';
import { ComparisonShape, ProjectionShape, RebuildQuery, RebuiltShape } from './replay.shapes.js';
import { OPERATED_SERVICES, type OperatedProjection, type OperatedServices, type Rebuild } from './services.js';

const Named = z.object({ name: z.string().describe('projection') });

/** Read models, built again from the events they rest on. */
@Controller('projections')
@OperatorsOnly()
export class ProjectionsController {
  constructor(@Inject(OPERATED_SERVICES) private readonly services: OperatedServices) {}

  @Get()
  @Documented({ summary: 'List the read models that can be built again', response: z.array(ProjectionShape) })
  list(): z.output<typeof ProjectionShape>[] {
    return this.services.all().flatMap(({ name: service, projections }) => projections.map(({ name, feed, tables }) => ({ service, name, feed, tables: [...tables] })));
  }

  @Post(':service/rebuild')
  @HttpCode(200)
  @Documented({ summary: 'Build the read models of a service again from its events, in place of the live ones or as a copy beside them', query: RebuildQuery, response: RebuiltShape })
  async rebuild(@Param('service') serviceName: string, @Query() query: unknown, @CurrentCaller() caller: Caller): Promise<Rebuild[]> {
    const { name, shadow: copy, fromTime, fromPosition } = parseBody(RebuildQuery, query);
    const { projections } = this.services.of(serviceName);
    const asked = name === undefined ? projections : projections.filter((projection) => projection.name === name);
    if (asked.length === 0) throw notFound(serviceName, projections, name);
    const rebuilt: Rebuild[] = [];
    for (const projection of asked) rebuilt.push(await projection.rebuild({ copy, fromTime, fromPosition, askedBy: caller.name }));
    return rebuilt;
  }

  @Get(':service/copies/:copy')
  @Documented({ summary: 'Compare a copy with the live read model, table by table', query: Named, response: ComparisonShape })
  compare(@Param('service') service: string, @Param('copy') copy: string, @Query() query: unknown): Promise<TableComparison[]> {
    return this.of(service, query).compare(copy);
  }

  @Post(':service/copies/:copy/promote')
  @HttpCode(204)
  @Documented({ summary: 'Put a copy in the place of the live read model', query: Named })
  async promote(@Param('service') service: string, @Param('copy') copy: string, @Query() query: unknown): Promise<void> {
    await this.of(service, query).promote(copy);
  }

  @Delete(':service/copies/:copy')
  @HttpCode(204)
  @Documented({ summary: 'Drop a copy', query: Named })
  async drop(@Param('service') service: string, @Param('copy') copy: string, @Query() query: unknown): Promise<void> {
    await this.of(service, query).drop(copy);
  }

  private of(service: string, query: unknown): OperatedProjection {
    const { name } = parseBody(Named, query);
    const { projections } = this.services.of(service);
    const found = projections.find((projection) => projection.name === name);
    if (!found) throw notFound(service, projections, name);
    return found;
  }
}

function notFound(service: string, projections: readonly OperatedProjection[], name: string | undefined): DomainError {
  const has = projections.map((projection) => projection.name).join(', ') || 'none that are rebuilt';
  return new DomainError('PROJECTION.NOT_FOUND', `${service} has no ${name ? `projection ${name}` : 'projections that are fed by events'}: it has ${has}`);
}
