import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { DomainError } from '@callmesh/event-sourcing';
import type { Replay } from '@callmesh/messaging';
import { z } from 'zod';
import type { Caller } from '../access/caller.js';
import { CurrentCaller, OperatorsOnly } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { parseBody } from '../http/parse-body.js';
import { brokerPoint } from './replay-point.js';
import { ReplayBody, ReplayShape } from './replay.shapes.js';
import { OPERATED_SERVICES, type OperatedServices } from './services.js';

const Filter = z.object({ service: z.string().optional().describe('only of this service') });

type ServiceReplay = Replay & { readonly service: string };

/** Events heard again: by a read model, or by a service with outside effects. */
@Controller('replays')
@OperatorsOnly()
export class ReplaysController {
  constructor(@Inject(OPERATED_SERVICES) private readonly services: OperatedServices) {}

  @Get()
  @Documented({ summary: 'List replays, newest first', query: Filter, response: z.array(ReplayShape) })
  async list(@Query() query: unknown): Promise<ServiceReplay[]> {
    const { service } = parseBody(Filter, query);
    const asked = service === undefined ? this.services.all() : [this.services.of(service)];
    const found = await Promise.all(asked.map(async ({ name, replays }) => (await replays.table.list()).map((replay) => ({ service: name, ...replay }))));
    return found.flat().sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  @Get(':service/:id')
  @Documented({ summary: 'Show a replay: how far it is, what it waits for, what came of it', response: ReplayShape })
  async show(@Param('service') service: string, @Param('id') id: string): Promise<ServiceReplay> {
    return { service, ...(await this.services.of(service).replays.table.find(id)) };
  }

  @Post(':service')
  @HttpCode(202)
  @Documented({
    summary: 'Have a service hear its events again; without effects it is a rehearsal, of which nothing is kept',
    description: 'A rehearsal makes no call outside, appends no event and records no job: it says which it would. For a read model rebuild the projection instead.',
    body: ReplayBody,
    response: ReplayShape,
  })
  async begin(@Param('service') service: string, @Body() body: unknown, @CurrentCaller() caller: Caller): Promise<ServiceReplay> {
    const { effects, ...point } = parseBody(ReplayBody, body ?? {});
    const { replays, isReadModel } = this.services.of(service);
    if (isReadModel) throw new DomainError('REPLAY.IS_READ_MODEL', `${service} keeps read models and nothing else: \`callmesh projections rebuild ${service}\` replays into them`);
    const asked = await replays.ask({ kind: effects ? 'effects' : 'rehearsal', projection: null, copy: null, promotes: false, from: brokerPoint(point), askedBy: caller.name });
    return { service, ...asked };
  }

  @Delete(':service/:id')
  @HttpCode(204)
  @Documented({ summary: 'Break a replay off; its copy is dropped' })
  async cancel(@Param('service') service: string, @Param('id') id: string): Promise<void> {
    await this.services.of(service).replays.table.cancel(id);
  }
}
