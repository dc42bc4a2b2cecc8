import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { z } from 'zod';
import { Definitions, type Definition } from '../../adapters/tables/definitions.js';
import { competitorList, type CompetitorList } from '../../domain/competitors/competitor-list.js';
import { knownCompetitors } from '../../domain/competitors/known-competitors.js';

const List = competitorList.safeExtend({ version: z.number().int().describe('0 while there is no list'), changedBy: z.string().nullable(), changedAt: z.string().nullable() });
type Shown = z.output<typeof List>;

/** All versions of a tenant's list have this name. */
const LIST = 'competitors';
const shown = ({ version, body, changedBy, changedAt }: Definition): Shown => ({ version, changedBy, changedAt, ...(body as CompetitorList) });

/** The companies that a tenant competes with, by name and as they are said; a change is a new version, in force for the next call that is read. */
@Controller('competitors')
@Roles('supervisor')
export class CompetitorsController {
  constructor(private readonly definitions: Definitions) {}

  @Get()
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: "Show the tenant's list of competitors", response: List })
  async show(@CurrentCaller() { tenantId }: Caller): Promise<Shown> {
    const [newest] = await this.definitions.history(tenantId, 'competitors', LIST);
    return newest ? shown(newest) : { version: 0, changedBy: null, changedAt: null, competitors: [] };
  }

  @Get('versions')
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'Show all versions of the list, newest first', response: z.array(List) })
  async versions(@CurrentCaller() { tenantId }: Caller): Promise<Shown[]> {
    return (await this.definitions.history(tenantId, 'competitors', LIST)).map(shown);
  }

  @Put()
  @Documented({ summary: 'Replace the list of competitors by a new version', description: 'An empty list leaves the finding to the words around a name, as without one.', body: competitorList, response: List })
  async replace(@CurrentCaller() { tenantId, name }: Caller, @Body() body: unknown): Promise<Shown> {
    const list = parseBody(competitorList, body);
    knownCompetitors(list);
    return shown(await this.definitions.put(tenantId, 'competitors', LIST, list, name));
  }
}
