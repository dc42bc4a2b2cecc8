import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { z } from 'zod';
import { sharedLists } from '../../adapters/bundled-pack.adapter.js';
import { Definitions, type Definition } from '../../adapters/tables/definitions.js';
import { kindInvalid, kindNotFound } from '../../domain/extraction.errors.js';
import { kindDefinition } from '../../domain/own-kinds/kind-definition.js';
import { compileKind } from '../../domain/own-kinds/own-kind.js';

const kindName = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be kebab-case: lower case letters, digits and single hyphens').max(48);
const Kind = kindDefinition.safeExtend({ name: z.string(), version: z.number().int(), retired: z.boolean(), changedBy: z.string(), changedAt: z.string() });
const shown = ({ name, version, body, retired, changedBy, changedAt }: Definition): object => ({ name, version, retired, changedBy, changedAt, ...(body as object) });

/** Kinds of facts that a tenant defines itself; a change is a new version, in force for the next call that is read. */
@Controller('kinds')
@Roles('supervisor')
export class KindsController {
  private readonly lists = sharedLists();

  constructor(private readonly definitions: Definitions) {}

  @Get()
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: "List the tenant's own kinds of facts, retired ones too", response: z.array(Kind) })
  async list(@CurrentCaller() { tenantId }: Caller): Promise<object[]> {
    return (await this.definitions.newest(tenantId, 'kind')).map(shown);
  }

  @Get(':name')
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'Show all versions of a kind, newest first', response: z.array(Kind) })
  async history(@CurrentCaller() { tenantId }: Caller, @Param('name') name: string): Promise<object[]> {
    return (await this.versions(tenantId, name)).map(shown);
  }

  @Put(':name')
  @Documented({ summary: 'Create a kind, or replace it by a new version', body: kindDefinition, response: Kind })
  async define(@CurrentCaller() caller: Caller, @Param('name') given: string, @Body() body: unknown): Promise<object> {
    const name = parseBody(kindName, given);
    const definition = parseBody(kindDefinition, body);
    try {
      compileKind(name, 1, definition, this.lists);
    } catch (error) {
      throw kindInvalid(name, (error as Error).message);
    }
    return shown(await this.definitions.put(caller.tenantId, 'kind', name, definition, caller.name));
  }

  @Delete(':name')
  @Documented({ summary: 'Retire a kind: it is not looked for any more; what was found stays', response: Kind })
  async retire(@CurrentCaller() caller: Caller, @Param('name') name: string): Promise<object> {
    const [newest] = await this.versions(caller.tenantId, name);
    if (!newest) throw kindNotFound(name);
    return shown(newest.retired ? newest : await this.definitions.put(caller.tenantId, 'kind', name, newest.body as object, caller.name, true));
  }

  private async versions(tenantId: string, given: string): Promise<Definition[]> {
    const name = parseBody(kindName, given);
    const versions = await this.definitions.history(tenantId, 'kind', name);
    if (versions.length === 0) throw kindNotFound(name);
    return versions;
  }
}
