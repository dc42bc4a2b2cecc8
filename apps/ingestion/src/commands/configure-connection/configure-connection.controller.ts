import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { DomainError } from '@callmesh/event-sourcing';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { z } from 'zod';
import { Connections } from '../../adapters/tables/connections-table.js';
import { FIELDS } from '../../domain/metadata/call-metadata.js';
import { droppedFields, REQUIRED_ALWAYS, type Connection } from '../../domain/metadata/connection.js';
import { parsePath } from '../../domain/metadata/json-path.js';

const Path = z.string().max(200).refine((path) => parsePath(path) !== null, 'must be a path like $.call.agent.id or recordings[0].id');

const ConnectionConfig = z.strictObject({
  platform: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower case letters, digits and "-"').describe('scope of its call ids'),
  fieldMap: z.partialRecord(z.enum(FIELDS), Path).default({}).describe('where the source\'s metadata holds each field'),
  required: z.array(z.enum(FIELDS)).default([...REQUIRED_ALWAYS]).describe('callId, agentId and startedAt always are, unless assumed'),
  defaults: z.partialRecord(z.enum(FIELDS), z.unknown()).default({}).describe('values known of this source'),
  assume: z.array(z.enum(['agentId', 'callId', 'startedAt', 'consent'])).default([]).describe('what may be assumed; calls list it'),
  consentBasis: z.enum(['agent', 'disclosure']).optional().describe('what every call of it has where its metadata says nothing of consent: our side agreed; or callers are told before the recording begins and may hang up. Enough only where the law of both parties asks for no more: see /consent/rules'),
});
const ConnectionView = ConnectionConfig.extend({ id: z.string() });

@Controller('connections')
@Roles('operator')
export class ConfigureConnectionController {
  constructor(private readonly connections: Connections) {}

  @Get(':id')
  @Documented({ summary: 'Show a connection: its field map, defaults and assumptions', response: ConnectionView })
  show(@CurrentCaller() { tenantId }: Caller, @Param('id') id: string): Promise<Connection> {
    return this.connections.get(tenantId, id);
  }

  @Put(':id')
  @Documented({ summary: 'Set a connection\'s field map, defaults and assumptions', body: ConnectionConfig, response: ConnectionView })
  async configure(@CurrentCaller() { tenantId }: Caller, @Param('id') id: string, @Body() body: unknown): Promise<Connection> {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(id)) throw new DomainError('REQUEST.INVALID', 'a connection id is made of lower case letters, digits and "-"');
    const connection = { id, ...parseBody(ConnectionConfig, body) };
    const dropped = droppedFields(connection);
    if (dropped.length > 0) throw new DomainError('CONNECTION.REQUIRED_FIELD_DROPPED', `no call can be processed without ${dropped.join(', ')}: name them in \`required\`, or in \`assume\` if this source never has them`, { fields: dropped });
    await this.connections.put(tenantId, connection);
    return connection;
  }
}
